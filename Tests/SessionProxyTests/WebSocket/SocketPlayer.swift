// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import SessionProxy

/// Lets a browser's end and a tenant's end of one socket meet through the proxy.
enum SocketPlayer {
    /// What came of a case.
    struct Played: Sendable {
        let sender: SocketTrace
        let receiver: SocketTrace
    }

    /// What a sender says when it has nothing more to say.
    static let done = CloseReason(code: .normal, reason: "done")

    /// Runs the parts of both ends at the same time, `side` being the speaker's, and gives what they found.
    static func meet<Speaker: Sendable, Other: Sendable>(
        _ side: TunnelSide, settings change: (inout ForwardingSettings) -> Void = { _ in },
        speaker: @escaping @Sendable (any SocketPeer) async throws -> Speaker,
        other: @escaping @Sendable (any SocketPeer) async throws -> Other
    ) async throws -> (speaker: Speaker, other: Other) {
        switch side {
        case .browser: return try await meet(settings: change, browser: speaker, tenant: other)
        case .tenant:
            let (found, spoken) = try await meet(settings: change, browser: other, tenant: speaker)
            return (spoken, found)
        }
    }

    private static func meet<Browser: Sendable, Tenant: Sendable>(
        settings change: (inout ForwardingSettings) -> Void,
        browser: @Sendable (any SocketPeer) async throws -> Browser,
        tenant: @escaping @Sendable (any SocketPeer) async throws -> Tenant
    ) async throws -> (Browser, Tenant) {
        let (findings, tell) = AsyncStream.makeStream(of: Result<Tenant, any Error>.self)
        var met: (Browser, Tenant)?
        try await PathRig.with(
            tenant: { _, writer in
                do {
                    tell.yield(.success(try await tenant(try await writer.upgrade())))
                } catch {
                    tell.yield(.failure(error))
                }
                tell.finish()
            }, settings: change
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            guard case .opened(let socket, _) = try await rig.open(cookie: cookie) else {
                throw ProxyError(.upgradeRefused, source: .upstream, reason: "Not opened.")
            }
            let found = try await browser(socket)
            for await finding in findings { met = (found, try finding.get()) }
        }
        return try #require(met)
    }

    /// Plays a case in pieces of a size.
    static func play(
        _ socketCase: SocketCase, from side: TunnelSide, inPiecesOf size: Int = .max
    ) async throws -> Played {
        // It is not the time that is judged: on a busy machine a reader may need more than what is granted to it.
        let met = try await meet(
            side, settings: { $0.times.closing = .seconds(60) },
            speaker: { await send(socketCase, over: $0, isClient: side == .browser, size) },
            other: { await SocketTrace.of($0) })
        return Played(sender: met.speaker, receiver: met.other)
    }

    private static func send(
        _ socketCase: SocketCase, over peer: any SocketPeer, isClient: Bool, _ size: Int
    ) async -> SocketTrace {
        var octets = socketCase.wire(isClient: isClient)
        // What follows a violation is for nobody (§7.1.7).
        if socketCase.violation != nil, size >= octets.count {
            octets += SocketCase.wire([.text("after")], isClient: isClient)
        }
        let piece = min(size, octets.count)
        do {
            for start in stride(from: 0, to: octets.count, by: piece) {
                try await peer.sendRaw(Array(octets[start..<min(start + piece, octets.count)]))
            }
            if socketCase.violation == nil { try await peer.close(done) }
        } catch {
            // The proxy has ended the connection: the trace tells how.
        }
        return await SocketTrace.of(peer)
    }
}
