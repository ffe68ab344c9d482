// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Puts parameters into a target's query exactly once and leaves every other octet as it is (CSRF-02, HDR-06).
///
/// - Shape: the first parameter of that name gets the value in place, further ones go, a missing one is appended;
///   names are compared after decoding and letter case aside, so that no other spelling survives.
enum QueryRewriter {
    struct Parameter {
        var name: String
        /// The value, encoded as it is to stand in the query; nil removes the parameter.
        var value: String?
        /// Whether it is appended where it is missing.
        var isAppended: Bool
    }

    /// Whether the target's query holds a parameter of that name.
    static func contains(_ name: String, in target: UnsafeRawBufferPointer) -> Bool {
        guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else { return false }
        return target[(mark + 1)...].split(separator: UInt8(ascii: "&")).contains { matches($0, name) }
    }

    static func rewrite(_ target: UnsafeRawBufferPointer, _ parameters: [Parameter]) -> [UInt8] {
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        var pieces: [[UInt8]] = []
        if let mark {
            let query = target[(mark + 1)...]
            pieces = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(Array.init)
        }
        var appended: [[UInt8]] = []
        for parameter in parameters {
            let replacement = parameter.value.map { Array("\(parameter.name)=\($0)".utf8) }
            var isPlaced = false
            pieces = pieces.compactMap { piece -> [UInt8]? in
                guard matches(piece, parameter.name) else { return piece }
                defer { isPlaced = true }
                return isPlaced ? nil : replacement
            }
            if !isPlaced, parameter.isAppended, let replacement { appended.append(replacement) }
        }
        // A bare `?` or a dangling `&` is filled, not followed by another separator.
        if !appended.isEmpty, pieces.last?.isEmpty == true { pieces.removeLast() }
        pieces += appended
        var result = Array(target[..<(mark ?? target.count)])
        guard mark != nil || !pieces.isEmpty else { return result }
        result.append(UInt8(ascii: "?"))
        result.append(contentsOf: pieces.joined(separator: [UInt8(ascii: "&")]))
        return result
    }

    private static func matches(_ piece: some Sequence<UInt8>, _ name: String) -> Bool {
        let raw = Array(piece.prefix { $0 != UInt8(ascii: "=") })
        var decoded: [UInt8] = []
        var index = 0
        while index < raw.count {
            if raw[index] == UInt8(ascii: "%"), index + 2 < raw.count, let high = ASCII.hexValue(raw[index + 1]),
                let low = ASCII.hexValue(raw[index + 2])
            {
                decoded.append(ASCII.lower(high << 4 | low))
                index += 3
            } else {
                decoded.append(ASCII.lower(raw[index]))
                index += 1
            }
        }
        return decoded.elementsEqual(name.utf8)
    }
}
