// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct LinkStreamTests {
    private static let origins = TenantOrigins(
        authority: "t.example", port: 443, aliases: ["alias.example"], publicOrigin: "https://proxy.test")

    private static let text =
        #"{"data":[{"href":"https://t.example/a?x=\"y\""},{"u":"https:\/\/t.example:443\/b"}],"#
        + #""t":"see https://t.example","e":"https://t.example.evil/","s":"wss://alias.example","l":"//t.example/c"}"#

    @Test(arguments: 1...40) func partsAreRewrittenAsTheWholeIs(size: Int) throws {
        let whole = try #require(Self.origins.rewriteLinks(in: ByteBuffer(string: Self.text)))
        var stream = LinkStream(Self.origins)
        var output = ""
        let octets = Array(Self.text.utf8)
        for start in stride(from: 0, to: octets.count, by: size) {
            output += String(buffer: stream.take(ByteBuffer(bytes: octets[start..<min(start + size, octets.count)])))
        }
        output += String(buffer: stream.finish())
        #expect(output == String(buffer: whole))
    }

    @Test func noMoreIsHeldBackThanALinksBeginning() {
        var stream = LinkStream(Self.origins)
        let given = stream.take(ByteBuffer(repeating: 0x61, count: 10_000)).readableBytes
        #expect(given > 9900)
    }

    /// A list far above what is taken in whole, with a link at its beginning and one at its end.
    private static func list(_ origin: String) -> String {
        let filling = String(repeating: "0123456789", count: 30_000)
        return #"{"first":"\#(origin)/1","filling":"\#(filling)","links":{"next":{"href":"\#(origin)/2"}}}"#
    }

    @Test(arguments: [true, false]) func longListsAreRewrittenAsTheyStream(isChunked: Bool) async throws {
        try await PathRig.with(tenant: { received, writer in
            let text = Self.list("https://" + (received.head.headers.first("Host") ?? ""))
            if isChunked {
                try await writer.write(
                    head: ResponseHead(
                        status: 200, headers: ["Content-Type": "application/json", "Transfer-Encoding": "chunked"]))
                let size = String(text.utf8.count, radix: 16)
                try await writer.write(bytes: ByteBuffer(string: "\(size)\r\n\(text)\r\n0\r\n\r\n"))
                writer.finish()
            } else {
                try await writer.respond(200, ["Content-Type": "application/json"], Array(text.utf8))
            }
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/items", ["Cookie": cookie])
            #expect(answer.isComplete)
            #expect(String(decoding: answer.body, as: UTF8.self) == Self.list(PathRig.origin))
            #expect(answer.head.headers.first("Transfer-Encoding") == "chunked")
            #expect(!answer.head.headers.contains("Content-Length"))
        }
    }
}
