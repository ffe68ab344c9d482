// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Transport

/// A running session cookie proxy.
///
/// ```swift
/// let configuration = try ProxyConfiguration.read(from: ProcessInfo.processInfo.environment, dotEnvPath: ".env")
/// let proxy = try await SessionProxyServer.start(configuration, components: .standard(for: configuration))
/// print("listening on port \(proxy.port)")
/// ```
public final class SessionProxyServer: Sendable {
    private let forwarding: ForwardingServer
    private let keeper: SessionKeeper
    private let upkeep: Task<Void, Never>

    private init(_ forwarding: ForwardingServer, _ keeper: SessionKeeper, _ upkeep: Task<Void, Never>) {
        self.forwarding = forwarding
        self.keeper = keeper
        self.upkeep = upkeep
    }

    /// Starts listening; when it returns, requests are answered.
    ///
    /// - Throws: what binding the port or reading the server's certificate throws.
    public static func start(
        _ configuration: ProxyConfiguration, components: ProxyComponents
    ) async throws -> SessionProxyServer {
        let keeper = SessionKeeper(configuration, components)
        let control = SessionControlCenter(keeper: keeper, routes: OwnRoutes(keeper))
        let forwarding = try await ForwardingServer.start(
            ForwardingSettings(configuration, components), control: control, tenantTrust: components.tenantTrust,
            host: configuration.listenHost, port: configuration.listenPort, group: components.group,
            tls: try configuration.serverIdentity.map { try ServerTLS(identity: $0) }, logger: components.logger)
        return SessionProxyServer(forwarding, keeper, Task { await keeper.run() })
    }

    /// The port it listens on.
    public var port: Int { forwarding.port }

    /// Stops taking connections, lets those at work finish, writes what is still to be written, and closes the store.
    ///
    /// - Parameter gracePeriod: how long requests and sockets may take to end by themselves.
    public func stop(gracePeriod: Duration = .seconds(5)) async {
        await forwarding.stop(gracePeriod: gracePeriod)
        upkeep.cancel()
        await upkeep.value
        await keeper.finish()
        await keeper.components.httpClient.shutdown()
        await keeper.components.store.close()
    }
}
