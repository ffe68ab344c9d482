// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import Transport
import Wire

/// The control port: what a Swift test does to the doubles by calls, for harnesses in other languages by HTTP and JSON.
///
/// - Shape: plain HTTP on 127.0.0.1, a port of its own; each request carries `Authorization: Bearer <token>`; `GET /`
///   lists the routes; a refusal is `application/problem+json` and names the member that it is about.
/// - Source: RFC 6750 §2.1 (bearer tokens), RFC 9457 (problems).
public final class ControlServer: Sendable {
    /// The token that each request has to show.
    public let token: String
    private let server: DoubleServer

    private init(token: String, server: DoubleServer) {
        self.token = token
        self.server = server
    }

    /// Starts to serve; returns once the port is known.
    ///
    /// - Throws: `TransportError` where no port can be had.
    public static func start(
        _ parties: ControlledParties, port: Int = 0, random: RandomSource = .system,
        logger: Logger = Logger(label: "tenantless.control")
    ) async throws -> ControlServer {
        let token = Base64.encode(random.bytes(32), urlSafe: true, padded: false)
        let server = try await DoubleServer.start(
            port: port, logger: logger, handler: ControlHandler(parties: parties, token: token))
        return ControlServer(token: token, server: server)
    }

    /// Stops to serve; the parties go on.
    public func stop() async {
        await server.stop()
    }

    /// The port on 127.0.0.1.
    public var port: Int { server.port }
    /// `http://127.0.0.1:PORT`.
    public var origin: String { "http://127.0.0.1:\(port)" }
}
