// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import Links

/// Bodies that a behaviour alters while they stream.
@Suite("Bodies altered in passing", .timeLimit(.minutes(1))) struct BodyTransformTests {
    /// Writes a body backwards, byte pair by byte pair, so that a byte is held back now and then.
    private struct Swap: BodyTransform {
        var held: UInt8?

        mutating func pass(_ bytes: ByteBuffer) -> ByteBuffer {
            var result = ByteBuffer()
            for byte in bytes.readableBytesView {
                if let first = held {
                    result.writeBytes([byte, first])
                    held = nil
                } else {
                    held = byte
                }
            }
            return result
        }

        mutating func finish() -> ByteBuffer { ByteBuffer(bytes: held.map { [$0] } ?? []) }
    }

    private static let bodies = [
        ("Content-Length: 5\r\n\r\nabcde", "badce"), ("Content-Length: 0\r\n\r\n", ""),
        ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "badce"),
    ]

    @Test(arguments: bodies)
    func bothWaysAndTheConnectionGoesOn(message: String, altered: String) async throws {
        var behaviour = LinkBehaviour()
        behaviour.transformsRequestBody = { _, _ in Swap() }
        try await withBehaviour(behaviour) { link, seen in
            let browser = try await link.browse()
            for _ in 1...2 {
                try await browser.sendRaw(Array("POST /x HTTP/1.1\r\nHost: h\r\n\(message)".utf8))
                let response = try await browser.readResponse(to: "POST")
                #expect(String(decoding: response.body, as: UTF8.self) == altered)
            }
            await browser.close()
            #expect(seen.all.map { String(decoding: $0.body.prefix, as: UTF8.self) } == [altered, altered])
        }
    }

    @Test func anAnswerIsAlteredWhereItIsAskedFor() async throws {
        var behaviour = LinkBehaviour()
        behaviour.transformsResponseBody = { _, request, _ in request.target == "/x" ? Swap() : nil }
        try await withBehaviour(behaviour) { link, _ in
            let browser = try await link.browse()
            for (target, body) in [("/x", "badce"), ("/y", "abcde")] {
                try await browser.sendRaw(
                    Array("POST \(target) HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcde".utf8))
                let response = try await browser.readResponse(to: "POST")
                #expect(String(decoding: response.body, as: UTF8.self) == body)
                #expect(response.head.headers.contains("Content-Length") == (target == "/y"))
            }
            await browser.close()
        }
    }
}
