// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Transport
import Wire

@testable import SessionProxy

/// The forwarding path with short time limits, and three users: ana and ben, who are signed in, and nobody.
///
/// The tenant sees each user's cookie and answers with a body of hers; each request of hers carries her mark.
final class FuzzRig: Sendable {
    static let users = ["ana", "ben", "nobody"]

    let control = FakeSessionControl()
    let server: ForwardingServer
    private let cookies: [String: String]

    private init(_ server: ForwardingServer, _ cookies: [String: String]) {
        self.server = server
        self.cookies = cookies
    }

    static func with(tenantPort: Int, _ body: (FuzzRig) async throws -> Void) async throws {
        let control = FakeSessionControl()
        var cookies: [String: String] = [:]
        // Always the same tickets, so that an input that was kept means the same later.
        let random = RandomSource.seeded(1)
        for user in ["ana", "ben"] {
            cookies[user] = try control.signIn(user, cookie: "user=of-\(user); Path=/; Secure", random: random).1
        }
        // A renewal would take the cookie away that tells users apart.
        control.script.withLock {
            $0.renewal = .passing(ProxyError(.tenantUnreachable, source: .upstream, reason: "Told to."))
        }
        var logger = Logger(label: "fuzz")
        logger.logLevel = .critical
        let rig = FuzzRig(
            try await ForwardingServer.start(settings(tenantPort), control: control, tenantTrust: nil, logger: logger),
            cookies)
        do {
            try await body(rig)
        } catch {
            await rig.server.stop(gracePeriod: .zero)
            throw error
        }
        await rig.server.stop(gracePeriod: .zero)
    }

    /// Every wait is short, so that every connection ends by itself.
    private static func settings(_ tenantPort: Int) -> ForwardingSettings {
        var settings = ForwardingSettings(
            tenant: Endpoint(host: "tenant.localhost", port: tenantPort),
            tenantAuthority: "tenant.localhost:\(tenantPort)", publicOrigin: PathRig.origin,
            sessionCookieName: "__Host-session", webIntegrationID: "web-1")
        let short = TimeAmount.milliseconds(300)
        settings.times.head = short
        settings.times.idleBrowser = short
        settings.times.bodyGrace = short
        settings.times.answer = short
        settings.times.answerStall = short
        settings.times.writeStall = short
        settings.times.upgrade = short
        settings.times.ping = .milliseconds(100)
        settings.times.lost = short
        settings.times.closing = .milliseconds(100)
        settings.times.linger = .milliseconds(100)
        settings.limits.messageBytes = 4096
        settings.limits.requestBodyBytes = 1 << 20
        return settings
    }

    /// A whole head for a user, with her cookie and her mark.
    func head(_ line: String, _ user: String, _ more: String = "") -> String {
        let cookie = cookies[user].map { "Cookie: \($0)\r\n" } ?? ""
        return "\(line)\r\nHost: proxy.test\r\n\(cookie)X-From: \(Self.mark(user))\r\n\(more)\r\n"
    }

    static func mark(_ user: String) -> String { "from-\(user)" }

    static func body(_ user: String) -> String { "body-of-\(user)" }

    /// The users whose words are somewhere where only those of one may be.
    static func others(than user: String, in octets: some Sequence<UInt8>, _ word: (String) -> String) -> [String] {
        let text = String(decoding: Array(octets), as: UTF8.self)
        return users.filter { $0 != user && text.contains(word($0)) }
    }

    /// Connects like a browser.
    func connect() async throws -> RawConnection {
        try await RawConnection.connect(to: Endpoint(host: "127.0.0.1", port: server.port), dialer: Dialer(tls: nil))
    }

    /// How long a connection may take to end whose every wait is a third of a second: far more than a busy machine needs.
    static let patience = Duration.seconds(20)

    /// Sends pieces and reads until the proxy ends the connection; nil when it does not.
    func exchange(_ pieces: [[UInt8]]) async -> [UInt8]? {
        var received: [UInt8] = []
        do {
            let connection = try await connect()
            do {
                for piece in pieces { try await connection.send(ByteBuffer(bytes: piece)) }
            } catch {
                // It refused and closed before it had everything; its answer is read all the same.
            }
            do {
                while let part = try await connection.receive(within: Self.patience), received.count < 1 << 20 {
                    received += Array(buffer: part)
                }
            } catch let error as TransportError where error.code == .timedOut {
                await connection.reset()
                return nil
            }
            await connection.close()
        } catch {
            // A reset is an end, too.
        }
        return received
    }

    /// Whether a clean request of each user gets that user's answer and nothing else; says what it got.
    func bystander(at target: String) async -> String? {
        control.script.withLock { $0.owned = [] }
        for user in ["ben", "ana"] {
            if let wrong = await ask(at: target, user, times: 5) { return "A clean request of \(user) \(wrong)" }
        }
        return nil
    }

    /// Asks again where a machine that stood still for a moment is all that is told.
    private func ask(at target: String, _ user: String, times: Int) async -> String? {
        let head = head("GET \(target)?\(Self.mark(user)) HTTP/1.1", user, "Connection: close\r\n")
        guard let received = await exchange([Array(head.utf8)]) else { return "hangs." }
        let text = String(decoding: received, as: UTF8.self)
        if text.hasPrefix("HTTP/1.1 200 "), text.hasSuffix("\r\n\r\n" + Self.body(user)) { return nil }
        let isLate = text.isEmpty || text.hasPrefix("HTTP/1.1 504 ") || text.hasPrefix("HTTP/1.1 408 ")
        return isLate && times > 1 ? await ask(at: target, user, times: times - 1) : "got: \(text)"
    }
}
