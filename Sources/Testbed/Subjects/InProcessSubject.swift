// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import SessionProxy
import Synchronization
import Transport

/// The proxy of this package, in this process, under the stage's clock.
struct InProcessSubject: ProxySubject {
    private static let lives = Atomic<Int>(0)

    func start(_ context: SubjectContext) async throws -> any RunningSubject {
        var configuration = try ProxyConfiguration.read(from: context.environment)
        configuration.trustRootsPEM = context.trustRootsPEM
        var components = try ProxyComponents.standard(
            for: configuration, time: context.time, logger: context.log.logger(label: "tenantless.proxy"))
        components.store = FaultyStore(store: components.store, faults: context.storeFaults)
        context.seams.components?(&components)
        let server = try await SessionProxyServer.start(configuration, components: components)
        let life = InProcessSubject.lives.add(1, ordering: .relaxed).newValue
        return RunningInProcess(server: server, identity: "in process, life \(life)")
    }
}

/// A proxy that runs in this process.
private final class RunningInProcess: RunningSubject {
    let identity: String
    private let server: SessionProxyServer
    private let isStopped = Mutex(false)

    init(server: SessionProxyServer, identity: String) {
        self.server = server
        self.identity = identity
    }

    var endpoint: Endpoint { Endpoint(host: "127.0.0.1", port: server.port) }

    func isAlive() async -> Bool { !isStopped.withLock { $0 } }

    func ending() async -> String? { nil }

    func kill() async throws { try await end(grace: .zero) }

    func stop() async throws { try await end(grace: .seconds(2)) }

    func residentBytes() async -> Int? { nil }

    private func end(grace: Duration) async throws {
        let wasStopped = isStopped.withLock { flag in
            defer { flag = true }
            return flag
        }
        if !wasStopped { await server.stop(gracePeriod: grace) }
    }
}
