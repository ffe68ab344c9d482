// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// Every vector of http-heads.json, whole and in pieces.
struct HeadVectorTests {
    static let vectors = Vector.load("http-heads.json")

    @Test(arguments: vectors)
    func headIsReadAsTheVectorSays(_ vector: Vector) {
        #expect(ScannedHead.scan(vector.input, vector) == ScannedHead.expected(by: vector))
    }

    @Test(arguments: vectors)
    func headInPiecesIsReadLikeTheWholeHead(_ vector: Vector) {
        #expect(ScannedHead.scanOctetByOctet(vector.input, vector) == ScannedHead.expected(by: vector))
    }

    @Test(arguments: vectors.filter { $0.errorCode == nil })
    func everyBeginningOfAHeadIsIncomplete(_ vector: Vector) throws {
        guard case .value(let head) = ScannedHead.scan(vector.input, vector) else {
            Issue.record("the vector was refused")
            return
        }
        for length in 0..<head.length {
            #expect(ScannedHead.scan(Array(vector.input[..<length]), vector) == .incomplete)
        }
    }
}

/// What a scanner says of a head, as values.
struct ScannedHead: Equatable, Sendable {
    var parts: [String]
    var fields: HeaderList
    var framing: BodyFraming
    var isKeepAlive: Bool
    var wantsUpgrade: Bool
    var expectsContinue: Bool
    var length = 0

    static func == (left: ScannedHead, right: ScannedHead) -> Bool {
        left.parts == right.parts && left.fields == right.fields && left.framing == right.framing
            && left.isKeepAlive == right.isKeepAlive && left.wantsUpgrade == right.wantsUpgrade
            && left.expectsContinue == right.expectsContinue
    }

    init(_ scanner: HeadScanner, _ bytes: UnsafeRawBufferPointer) {
        let line = scanner.startLine
        let spans = scanner.kind == .request ? [line.first, line.second] : [line.first, line.second, line.third]
        parts = spans.map { String(octets: bytes[$0]) }
        fields = scanner.headers(in: bytes)
        framing = scanner.framing
        isKeepAlive = scanner.isKeepAlive
        wantsUpgrade = scanner.wantsUpgrade
        expectsContinue = scanner.expectsContinue
        length = scanner.headLength
    }

    init(_ expect: JSONValue) {
        parts = ["first", "second", "third"].compactMap { expect[$0]?.stringValue }
        fields = HeaderList(
            (expect["fields"]?.arrayValue ?? []).map { ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "") })
        let spelling = expect["framing"]?.stringValue ?? ""
        framing =
            switch spelling {
            case "chunked": .chunked
            case "until-close": .untilClose
            case "none": .none
            default: .length(Int(spelling.dropFirst("length:".count)) ?? -1)
            }
        isKeepAlive = expect["keepAlive"]?.boolValue ?? true
        wantsUpgrade = expect["upgrade"]?.boolValue ?? false
        expectsContinue = expect["expects"]?.boolValue ?? false
    }

    static func expected(by vector: Vector) -> Outcome<ScannedHead> {
        vector.errorCode.map(Outcome.error) ?? .value(ScannedHead(vector.expect))
    }

    static func scanner(for vector: Vector) -> HeadScanner {
        HeadScanner(vector.json["kind"]?.stringValue == "request" ? .request : .response)
    }

    static func scan(_ bytes: [UInt8], _ vector: Vector) -> Outcome<ScannedHead> {
        var scanner = scanner(for: vector)
        return step(&scanner, bytes, vector)
    }

    static func scanOctetByOctet(_ bytes: [UInt8], _ vector: Vector) -> Outcome<ScannedHead> {
        var scanner = scanner(for: vector)
        for length in 0...bytes.count {
            let outcome = step(&scanner, Array(bytes[..<length]), vector)
            if outcome != .incomplete { return outcome }
        }
        return .incomplete
    }

    private static func step(_ scanner: inout HeadScanner, _ bytes: [UInt8], _ vector: Vector) -> Outcome<ScannedHead> {
        let isHead = vector.json["method"]?.stringValue == "HEAD"
        return Outcome {
            try bytes.withUnsafeBytes { raw in
                try scanner.scan(raw, requestMethodIsHead: isHead) ? ScannedHead(scanner, raw) : nil
            }
        }
    }
}
