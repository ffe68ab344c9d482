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
    private let startedAt: Int64
    private let metricsServer: ForwardingServer?

    private init(
        _ forwarding: ForwardingServer, _ keeper: SessionKeeper, startedAt: Int64, metricsServer: ForwardingServer?
    ) {
        self.forwarding = forwarding
        self.keeper = keeper
        self.startedAt = startedAt
        self.metricsServer = metricsServer
        upkeep = Task { await keeper.run() }
    }

    /// Starts listening; when it returns, requests are answered.
    ///
    /// - Throws: what binding a port or reading the server's certificate throws.
    public static func start(
        _ configuration: ProxyConfiguration, components: ProxyComponents
    ) async throws -> SessionProxyServer {
        let keeper = SessionKeeper(configuration, components)
        let control = SessionControlCenter(keeper: keeper, routes: OwnRoutes(keeper))
        let settings = ForwardingSettings(configuration, components)
        let startedAt = components.time.now()
        let forwarding = try await ForwardingServer.start(
            settings, control: control, tenantTrust: components.tenantTrust,
            host: configuration.listenHost, port: configuration.listenPort, group: components.group,
            tls: try configuration.serverIdentity.map { try ServerTLS(identity: $0) }, logger: components.logger)
        do {
            var metricsServer: ForwardingServer?
            if let endpoint = configuration.metricsListen {
                metricsServer = try await MetricsControl.listen(at: endpoint, settings, components) {
                    await metrics(of: forwarding, keeper, startedAt: startedAt)
                }
            }
            return SessionProxyServer(forwarding, keeper, startedAt: startedAt, metricsServer: metricsServer)
        } catch {
            await forwarding.stop(gracePeriod: .zero)
            throw error
        }
    }

    /// The port it listens on.
    public var port: Int { forwarding.port }

    /// The port that `GET /metrics` is answered on; nil where the configuration asks for none.
    public var metricsPort: Int? { metricsServer?.port }

    /// What `GET /metrics` answers: everything that is counted, in the text format of Prometheus.
    ///
    /// For programs that have a place of their own for metrics.
    public func metrics() async -> String {
        await Self.metrics(of: forwarding, keeper, startedAt: startedAt)
    }

    private static func metrics(
        of forwarding: ForwardingServer, _ keeper: SessionKeeper, startedAt: Int64
    ) async -> String {
        MetricsReport(
            forwarding: await forwarding.counts(), control: keeper.counts.current, liveSessions: keeper.cache.count,
            startedAt: startedAt, process: .read()
        ).text
    }

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
        await metricsServer?.stop(gracePeriod: .zero)
    }
}
