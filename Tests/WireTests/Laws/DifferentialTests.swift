// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// Holds Wire against llhttp: what Wire takes, llhttp must read the same way; Wire may refuse more, never less.
struct DifferentialTests {
    /// Where Wire is the stricter reader on purpose: it refuses, llhttp goes on.
    static let stricter: Set<WireError.Code> = [
        // Routing must be beyond doubt: exactly one well-formed Host, one of the four target forms.
        .missingHost, .repeatedHost, .badHost, .badTarget,
        // Only HTTP/1.0 and HTTP/1.1 are spoken; llhttp also takes 0.9 and 2.0.
        .badVersion,
        // Framing must be beyond doubt: chunked alone, in HTTP/1.1, on messages that can have a body.
        .unknownTransferCoding, .transferCodingInOldVersion, .transferCodingWithoutBody, .forbiddenTrailer,
        // Octets that llhttp lets through in reason phrases.
        .nulOctet, .controlOctet,
    ]

    static let words = [
        "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n", "Content-Length: 0\r\n", "Connection: close\r\n",
        "Host: b\r\n", "chunked", "\r\n", "\r\n\r\n", "0\r\n\r\n", "3\r\nabc\r\n", "HTTP/1.1", "HTTP/1.0", "POST ",
        " \t", "A: b\r\n c\r\n", ";x=\"y\"", "Expect: 100-continue\r\n", "Upgrade: websocket\r\n", "X-T: 1\r\n",
    ]

    static let heads = HeadVectorTests.vectors
    static let chunks = ChunkVectorTests.vectors.map { vector in
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".octets + vector.input
    }

    static func seeds(_ kind: String) -> [[UInt8]] {
        heads.filter { $0.json["kind"]?.stringValue == kind && $0.errorCode == nil }.flatMap { vector in
            [vector.input, vector.input + "abc".octets, vector.input + "3\r\nabc\r\n0\r\nX: y\r\n\r\n".octets]
        }
    }

    @Test(arguments: heads)
    func vectorIsReadAlike(_ vector: Vector) {
        let kind: HeadScanner.Kind = vector.json["kind"]?.stringValue == "request" ? .request : .response
        let method = vector.json["method"]?.stringValue ?? "GET"
        let comparison = Comparison(HTTPConversation(kind: kind, requestMethod: method), vector.input)
        #expect(comparison.fault == nil)
    }

    @Test func mutatedRequestsAreReadAlike() {
        let seeds = Self.seeds("request") + Self.chunks
        check(HTTPConversation(kind: .request), Mutator(seeds: seeds, words: Self.words, seed: 1), rounds: 2500)
    }

    @Test func mutatedChunkedBodiesAreReadAlike() {
        check(HTTPConversation(kind: .request), Mutator(seeds: Self.chunks, words: Self.words, seed: 2), rounds: 1500)
    }

    @Test func mutatedAnswersAreReadAlike() {
        let mutator = Mutator(seeds: Self.seeds("response"), words: Self.words, seed: 3)
        check(HTTPConversation(kind: .response), mutator, rounds: 1500)
    }

    private func check(_ conversation: HTTPConversation, _ mutator: Mutator, rounds: Int) {
        var mutator = mutator
        var taken = 0
        var stricter: Set<WireError.Code> = []
        for _ in 0..<rounds {
            let comparison = Comparison(conversation, mutator.next())
            if let fault = comparison.fault { Issue.record("\(fault)") }
            taken += comparison.taken
            if let code = comparison.stricter { stricter.insert(code) }
        }
        // A mutator that only breaks things would prove nothing.
        #expect(taken > rounds / 20)
        #expect(stricter.subtracting(Self.stricter) == [])
    }
}

/// How two readers understood the same bytes.
private struct Comparison {
    /// Where they disagreed.
    var fault: String?
    /// How many messages both took.
    var taken = 0
    /// The error with which Wire refused a message that llhttp took.
    var stricter: WireError.Code?

    init(_ conversation: HTTPConversation, _ bytes: [UInt8]) {
        let wire = conversation.readByWire(bytes)
        let nio = conversation.readByNIO(bytes)
        taken = wire.messages.count
        for (index, message) in wire.messages.enumerated() {
            guard index < nio.count else {
                if IntendedDifference.explains(message, kind: conversation.kind, bytes: bytes) { return }
                fault = "only Wire took message \(index) of \(String(octets: bytes).debugDescription)"
                return
            }
            guard message == nio[index] else {
                fault = "\(String(octets: bytes).debugDescription): Wire \(message), llhttp \(nio[index])"
                return
            }
        }
        if let error = wire.error, nio.count > wire.messages.count { stricter = error.code }
    }
}

/// The classes of messages that Wire takes and llhttp does not.
private enum IntendedDifference {
    static func explains(_ message: ReadMessage, kind: HeadScanner.Kind, bytes: [UInt8]) -> Bool {
        isUnknownMethod(message, kind) || hasTabAfterLength(bytes)
    }

    /// llhttp has a list of methods; RFC 9110 §9.1 lets a proxy forward any token.
    private static func isUnknownMethod(_ message: ReadMessage, _ kind: HeadScanner.Kind) -> Bool {
        kind == .request
            && !["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"].contains(message.first)
    }

    /// llhttp takes spaces after a length but no tab; both are blanks (RFC 9110 §5.6.3).
    private static func hasTabAfterLength(_ bytes: [UInt8]) -> Bool {
        let lines = String(octets: bytes.map { $0 == 13 ? 10 : $0 }).split(separator: "\n")
        return lines.contains { $0.lowercased().hasPrefix("content-length:") && $0.contains("\t") }
    }
}
