// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport
public import Wire

/// A Qlik Cloud tenant on loopback: logs in by JWT, sets cookies, serves REST, pages and engine sockets, and remembers.
///
/// - Shape: one listener; each tenant has its own users, sessions, clock and witness, so any number may run at once.
/// - Source: qlik.dev; what is not documented there is a switch, see `TenantSwitches`.
public final class MockTenant: Sendable {
    let core: TenantCore
    private let server: DoubleServer

    private init(core: TenantCore, server: DoubleServer) {
        self.core = core
        self.server = server
    }

    /// Starts a tenant; returns once it accepts connections.
    ///
    /// - Throws: `TransportError` where the identity is unusable or no port can be had.
    public static func start(_ configuration: MockTenantConfiguration) async throws -> MockTenant {
        let core = TenantCore(configuration)
        let tls = try configuration.identity.map { try ServerTLS(identity: $0) }
        let server = try await DoubleServer.start(
            port: configuration.port, tls: tls, logger: configuration.logger, handler: TenantHandler(core: core))
        return MockTenant(core: core, server: server)
    }

    /// Closes the listener and every connection, and returns when all is gone.
    public func stop() async {
        await server.stop()
    }

    /// All that was received, by user.
    public var witness: Witness { core.witness }
    /// The answers that are to differ from the real ones.
    public var script: AnswerScript { core.script }
    /// The port on 127.0.0.1.
    public var port: Int { server.port }
    /// Where to connect to.
    public var endpoint: Endpoint { Endpoint(host: core.configuration.hosts[0], port: port) }
    /// `tenant.localhost:PORT`, the value of a right `Host` line.
    public var authority: String { endpoint.authority }
    /// Scheme and authority.
    public var origin: String { "\(core.scheme)://\(authority)" }
}
