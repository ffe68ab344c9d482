// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// The way into a tunnel: the browser gets its 101 only after the tenant's.
extension BrowserHandler {
    /// Judges a handshake and sends it on over a connection of its own (WS-01 to WS-04).
    func beginUpgrade(_ request: BrowserRequest) {
        guard request.allowedOrigin != nil else {
            return refuse(
                .init(.foreignOrigin, source: .downstream, reason: "A socket from another origin."), closing: true)
        }
        guard request.method == .get, request.isBodyComplete, isValidHandshake(request) else {
            return refuse(.init(.malformedRequest, source: .downstream, reason: "A broken handshake."), closing: true)
        }
        guard hasVersion13(request) else {
            return refuse(.init(.upgradeRequired, source: .downstream, reason: "Not version 13."), closing: true)
        }
        // Whatever becomes of it, what follows the head is no request (ATT-10).
        request.isKeepAlive = false
        findSession(for: request) { handler, request in handler.countSockets(request) }
    }

    private func countSockets(_ request: BrowserRequest) {
        guard let session = request.session else { return refuseSignedOut() }
        guard let place = shared.sockets.take(for: session.subject.subject) else {
            return refuse(.init(.tooManySockets, source: .downstream, reason: "The user's sockets are used up."))
        }
        request.socketPlace = place
        guard request.csrfToken == nil else { return upgrade() }
        fetchToken(session, refresh: false, for: request) { handler, _ in handler.upgrade() }
    }

    private func isValidHandshake(_ request: BrowserRequest) -> Bool {
        guard facts.socketKey >= 0 else { return false }
        return request.head.withUnsafeReadableBytes {
            WebSocketHandshake.isValidKey(ASCII.string(scanner.fields[facts.socketKey].value(in: $0)))
        }
    }

    private func hasVersion13(_ request: BrowserRequest) -> Bool {
        guard facts.socketVersion >= 0 else { return false }
        return request.head.withUnsafeReadableBytes {
            ASCII.matches(scanner.fields[facts.socketVersion].value(in: $0), "13")
        }
    }

    /// Never over a pooled connection: gateways accept an upgrade only as the first request.
    func upgrade() {
        phase = .forwarding
        pool.dial { [self] result in
            guard case .forwarding = phase, tenant == nil, request != nil else {
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): sendUpgrade(over: connection)
            case .failure(let error): refuse(error)
            }
        }
        limit(.upgrade, times.upgrade)
        resumeReading()
    }

    private func sendUpgrade(over connection: TenantConnection) {
        guard let request else { return connection.close() }
        tenant = connection
        connection.serve(self, isHead: false)
        connection.isRequestSent = true
        let key = WebSocketHandshake.newKey(settings.random.bytes(16))
        socketKey = key
        var head = ByteBuffer()
        UpgradeHeadWriter.write(request, key: key, of: self, into: &head)
        connection.writeAndFlush(head)
        limit(.upgrade, times.upgrade)
    }

    /// The tenant said 101: false when it should not have.
    func tenantSwitched(_ connection: TenantConnection) -> Bool {
        guard let request, let session = request.session, let key = socketKey, isAccepted(connection, key) else {
            return false
        }
        consumeCookies(of: connection, for: request)
        loop.counts.tenantAnswered(connection.scanner.status)
        loop.counts.answered(request, connection.scanner.status, at: eventLoop.now)
        var head = ByteBuffer()
        UpgradeHeadWriter.writeAnswer(request, connection, of: self, into: &head)
        context?.writeAndFlush(wrapOutboundOut(head), promise: nil)
        toBrowser = ByteBuffer()
        toTenant = ByteBuffer()
        let tunnel = Tunnel(
            loop: loop, session: session, place: request.socketPlace, browser: self, tenant: connection)
        let early = input
        input = ByteBuffer()
        tenant = nil
        self.request = nil
        socketKey = nil
        scanner = HeadScanner(.request, limits: limits.requestHead)
        facts = RequestFacts()
        phase = .relaying(tunnel)
        wheel.clear(alarm)
        let first = connection.relay(tunnel)
        tunnel.begin()
        if first.readableBytes > 0 { tunnel.received(first, from: .tenant) }
        if early.readableBytes > 0 { tunnel.received(early, from: .browser) }
        tunnel.readComplete(from: .browser)
        resumeReading()
        return true
    }

    /// Whether the 101 answers our handshake: right key, no extension, and only a subprotocol that was offered.
    private func isAccepted(_ connection: TenantConnection, _ key: String) -> Bool {
        let answer = connection.answer
        guard answer.socketAccept >= 0, answer.socketExtensions < 0 else { return false }
        func value(_ index: Int) -> String {
            connection.head.withUnsafeReadableBytes { ASCII.string(connection.scanner.fields[index].value(in: $0)) }
        }
        guard value(answer.socketAccept) == WebSocketHandshake.acceptKey(for: key) else { return false }
        guard answer.socketProtocol >= 0 else { return true }
        guard let request else { return false }
        let chosen = value(answer.socketProtocol)
        return UpgradeHeadWriter.offered(request, self).contains(chosen)
    }

    /// The tenant did not open the socket: its status goes on, its fields and words do not (WS-09).
    func refuseUpgrade(_ status: Int, retryAfter: String?) {
        dropTenant()
        let error = ProxyError(.upgradeRefused, source: .upstream, reason: "The tenant answered \(status).")
        loop.counts.refused(error.code)
        var response = error.problem(status: status >= 400 ? status : error.status)
        if let retryAfter { response.headers.append("Retry-After", retryAfter) }
        respond(response, closing: true)
    }

    // MARK: - For the tunnel

    func writeRaw(_ bytes: ByteBuffer) { context?.write(wrapOutboundOut(bytes), promise: nil) }

    func sendRaw(_ bytes: ByteBuffer) { context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }

    /// The tunnel is over: end the sending half, then the connection.
    func relayEnded() {
        guard case .relaying = phase else { return }
        phase = .lingering
        context?.close(mode: .output, promise: nil)
        limit(.linger, times.linger)
        if hasEnded { close() }
        resumeReading()
    }
}
