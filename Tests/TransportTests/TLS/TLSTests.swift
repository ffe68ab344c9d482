// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOSSL
import Testing
import Wire

@testable import Transport

@Suite("TLS verifies the peer")
struct TLSTests {
    private func handshake(
        identity: ServerIdentity, trusting authority: CertificateAuthority, host: String
    ) async throws -> String? {
        var echoed: String?
        let tls = try ServerTLS(identity: identity)
        let client = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        try await withServer(tls: tls, serving: echo) { endpoint in
            let connection = try await RawConnection.connect(
                to: Endpoint(host: host, port: endpoint.port), dialer: Dialer(tls: client))
            try await connection.send(ByteBuffer(string: "hello"))
            echoed = try await connection.receive().map { String(buffer: $0) }
            await connection.close()
        }
        return echoed
    }

    private var echo: @Sendable (RawConnection) async -> Void {
        { connection in
            do {
                while let bytes = try await connection.next() { try await connection.send(bytes) }
            } catch {}
        }
    }

    @Test func trustedNameIsAccepted() async throws {
        let authority = try CertificateAuthority()
        let identity = try authority.issue(names: ["tenant.localhost"])
        #expect(try await handshake(identity: identity, trusting: authority, host: "tenant.localhost") == "hello")
    }

    /// NIOSSL tells of a completed shutdown only when the peer's answer counted, not when its time limit was over.
    @Test func aFullCloseEndsWithThePeersAnswer() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["tenant.localhost"]))
        let client = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        try await withServer(tls: tls, serving: echo) { endpoint in
            let connection = try await RawConnection.connect(
                to: Endpoint(host: "tenant.localhost", port: endpoint.port), dialer: Dialer(tls: client))
            try await connection.send(ByteBuffer(string: "hello"))
            _ = try await connection.receive()
            let events = Notes<String>()
            try await connection.channel.pipeline.addHandler(EventRecorder(events: events))
            await connection.close()
            #expect(events.all.contains("shutdownCompleted"))
        }
    }

    /// RFC 9112 §9.8: between two messages a peer may go without ending TLS, and many do.
    @Test func peerThatGoesWithoutAWordBetweenTwoMessagesHasClosed() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["tenant.localhost"]))
        let client = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                _ = try await connection.next()
                try await connection.send(ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n"))
                _ = try await connection.next()
                try await connection.goWithoutEndingTLS()
            } catch {}
        }
        try await withServer(tls: tls, serving: serve) { endpoint in
            let browser = try await BrowserConnection.connect(
                to: Endpoint(host: "tenant.localhost", port: endpoint.port), dialer: Dialer(tls: client))
            try await browser.send(.get("/"))
            #expect(try await browser.readResponse(to: "GET").head.status == 204)
            try await browser.send(.get("/"))
            let code = await transportCode { _ = try await browser.readResponse(to: "GET") }
            #expect(code == .connectionClosed)
            await browser.close()
        }
    }

    @Test func addressInTheCertificateIsAccepted() async throws {
        let authority = try CertificateAuthority()
        let identity = try authority.issue(names: ["127.0.0.1"])
        #expect(try await handshake(identity: identity, trusting: authority, host: "127.0.0.1") == "hello")
    }

    @Test func unknownAuthorityIsRefused() async throws {
        let identity = try CertificateAuthority().issue(names: ["tenant.localhost"])
        let other = try CertificateAuthority()
        let code = await transportCode {
            _ = try await handshake(identity: identity, trusting: other, host: "tenant.localhost")
        }
        #expect(code == .handshakeFailed)
    }

    @Test func otherNameIsRefused() async throws {
        let authority = try CertificateAuthority()
        let identity = try authority.issue(names: ["tenant.localhost"])
        let code = await transportCode {
            _ = try await handshake(identity: identity, trusting: authority, host: "idp.localhost")
        }
        #expect(code == .handshakeFailed)
    }

    @Test func expiredCertificateIsRefused() async throws {
        let authority = try CertificateAuthority()
        let now = TimeSource.system.now()
        let identity = try authority.issue(names: ["tenant.localhost"], validFor: now - 7_200_000...now - 3_600_000)
        let code = await transportCode {
            _ = try await handshake(identity: identity, trusting: authority, host: "tenant.localhost")
        }
        #expect(code == .handshakeFailed)
    }

    @Test func plainPeerFailsTheHandshake() async throws {
        let client = try ClientTLS(trustRootsPEM: try CertificateAuthority().certificatePEM)
        try await withServer(serving: { connection in await connection.close() }) { endpoint in
            let code = await transportCode {
                _ = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: client))
            }
            #expect(code == .handshakeFailed)
        }
    }

    @Test func silentPeerRunsOutOfTime() async throws {
        let client = try ClientTLS(trustRootsPEM: try CertificateAuthority().certificatePEM)
        try await withServer(serving: { connection in await connection.untilPeerEnded() }) { endpoint in
            let dialer = Dialer(tls: client, connectTimeout: .milliseconds(50))
            let code = await transportCode { _ = try await RawConnection.connect(to: endpoint, dialer: dialer) }
            #expect(code == .timedOut)
        }
    }

    @Test func uselessKeyIsRefusedWithoutShowingIt() throws {
        let authority = try CertificateAuthority()
        var identity = try authority.issue(names: ["tenant.localhost"])
        identity.privateKeyPEM = "no key at all"
        #expect(throws: TransportError.self) { try ServerTLS(identity: identity) }
        #expect(!"\(identity)".contains("no key"))
    }

    @Test func halfCloseWorksUnderTLS() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["tenant.localhost"]))
        let client = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                var count = 0
                while let bytes = try await connection.next() { count += bytes.readableBytes }
                try await connection.send(ByteBuffer(string: "\(count)"))
            } catch {}
        }
        try await withServer(tls: tls, serving: serve) { endpoint in
            let connection = try await RawConnection.connect(
                to: Endpoint(host: "tenant.localhost", port: endpoint.port), dialer: Dialer(tls: client))
            try await connection.send(ByteBuffer(string: "four"))
            try await connection.sendEOF()
            #expect(try await connection.readAll() == "4")
            await connection.close()
        }
    }
}

extension RawConnection {
    /// Ends TCP as if there were no TLS above it.
    fileprivate func goWithoutEndingTLS() async throws {
        let pipeline = channel.pipeline
        try await channel.eventLoop.flatSubmit {
            do {
                let tls = try pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
                return pipeline.syncOperations.removeHandler(context: tls)
            } catch {
                return pipeline.eventLoop.makeFailedFuture(error)
            }
        }.get()
        try await channel.close().get()
    }
}

/// Writes down the names of the events that pass.
private final class EventRecorder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let events: Notes<String>

    init(events: Notes<String>) {
        self.events = events
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        events.add(String(describing: event))
        context.fireUserInboundEventTriggered(event)
    }
}
