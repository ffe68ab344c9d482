// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One entry of a file in Fixtures/Vectors, named in test reports by what it claims.
struct Vector: Sendable, CustomTestStringConvertible {
    let json: JSONValue

    var testDescription: String { "\(name) (\(json["rfc"]?.stringValue ?? "no source"))" }
    var name: String { json["name"]?.stringValue ?? "unnamed" }
    var input: [UInt8] { (json["input"]?.stringValue ?? "").octets }
    var hex: [UInt8] { Self.bytes(hex: json["hex"]?.stringValue ?? "") }
    var expect: JSONValue { json["expect"] ?? .null }
    var errorCode: String? { json["error"]?.stringValue }

    static func load(_ file: String) -> [Vector] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let bytes = readFile("/\(root)/Fixtures/Vectors/\(file)")
        let entries = (try? JSONValue.parse(bytes))?["vectors"]?.arrayValue ?? []
        precondition(!entries.isEmpty, "\(file) has no vectors")
        return entries.map(Vector.init)
    }

    static func bytes(hex: String) -> [UInt8] {
        let digits = hex.filter { $0 != " " }.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func readFile(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { preconditionFailure("cannot open \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        return bytes
    }
}

/// What a scan came to, in a form that can be compared.
enum Outcome<Value: Equatable & Sendable>: Equatable, Sendable {
    case value(Value)
    case incomplete
    case error(String)

    init(_ body: () throws -> Value?) {
        do {
            self = try body().map(Outcome.value) ?? .incomplete
        } catch let error as WireError {
            self = .error(error.code.rawValue)
        } catch {
            self = .error("\(error)")
        }
    }
}
