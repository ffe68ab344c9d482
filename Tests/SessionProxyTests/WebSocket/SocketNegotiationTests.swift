// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

/// RFC 6455 §4.2.2, §9.1 through the proxy: what both hops agree on, each for itself.
@Suite struct SocketNegotiationTests {
    /// Asks for a socket; gives the tenant's view of the request, and the answer.
    private func open(
        asking more: HeaderList, tenantSays lines: HeaderList = [:]
    ) async throws -> (request: RequestHead, status: Int, answer: HeaderList) {
        var seen: (RequestHead, Int, HeaderList)?
        try await PathRig.with(tenant: { _, writer in _ = try await writer.upgrade(headers: lines) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let outcome = try await rig.open(cookie: cookie, more)
            let request = try #require(rig.witness.received.first).head
            switch outcome {
            case .opened(let socket, let head):
                seen = (request, 101, head.headers)
                await socket.drop()
            case .refused(let response): seen = (request, response.head.status, response.head.headers)
            }
        }
        return try #require(seen)
    }

    /// §9.1: with frames passed on as they are, no extension can be agreed on, whatever is offered.
    @Test(arguments: [
        "permessage-deflate", "permessage-deflate; client_max_window_bits, permessage-deflate", "x-own; a=\"b, c\"",
    ]) func extensionsAreDeclined(offer: String) async throws {
        let seen = try await open(asking: ["Sec-WebSocket-Extensions": offer])
        #expect(seen.status == 101)
        #expect(!seen.request.headers.contains("Sec-WebSocket-Extensions"))
        #expect(!seen.answer.contains("Sec-WebSocket-Extensions"))
    }

    /// §4.1: an extension that was not offered fails the connection, even where the browser had offered it.
    @Test(arguments: ["permessage-deflate", "x-own"], [true, false])
    func anExtensionThatTheTenantAcceptsUnaskedIsNoSocket(name: String, isOffered: Bool) async throws {
        let seen = try await open(
            asking: isOffered ? ["Sec-WebSocket-Extensions": name] : [:],
            tenantSays: ["Sec-WebSocket-Extensions": name])
        #expect(seen.status == 502)
    }

    @Test func theSubprotocolOfTheTenantsChoiceIsConfirmed() async throws {
        let seen = try await open(
            asking: ["Sec-WebSocket-Protocol": "one, two"], tenantSays: ["Sec-WebSocket-Protocol": "two"])
        #expect(seen.status == 101)
        #expect(seen.request.headers.all("Sec-WebSocket-Protocol") == ["one, two"])
        #expect(seen.answer.all("Sec-WebSocket-Protocol") == ["two"])
    }

    /// §4.1: a subprotocol that was not offered fails the connection.
    @Test(arguments: ["three", "one, two", "ONE", ""]) func aSubprotocolThatWasNotOfferedIsNoSocket(
        choice: String
    ) async throws {
        let seen = try await open(
            asking: ["Sec-WebSocket-Protocol": "one, two"], tenantSays: ["Sec-WebSocket-Protocol": choice])
        #expect(seen.status == 502)
    }
}
