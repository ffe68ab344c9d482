// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Links
import Testbed
import Transport

/// A recording proxy with the recorder behind it.
struct RunningRecorder {
    /// The address to configure as the tenant's.
    var origin: String { proxy.local.origin }
    /// Lets a replay ask the tenant through this recorder.
    let fallback: ReplayFallback
    private let proxy: RecordingProxy
    private let recorder: CassetteRecorder

    /// Starts to record.
    ///
    /// - Throws: `CassetteProblem` where the cassette cannot be recorded into.
    static func start(
        tenant: HTTPURL, cassette: String, title: String?, listen: Endpoint, name: String, rules: RedactionRules,
        isAddition: Bool, material: RunMaterial
    ) async throws -> RunningRecorder {
        let trust = try ClientTLS()
        let recorder = try CassetteRecorder(
            path: cassette, options: .init(name: title ?? tenant.host, isAddition: isAddition, rules: rules))
        let proxy = try await RecordingProxy.start(
            tenant: tenant, trust: trust, listen: listen, name: name,
            identity: try material.authority.issue(names: [name]),
            tap: LinkRecorder(recorder))
        let fallback = ReplayFallback(
            endpoint: proxy.local.endpoint, trust: try ClientTLS(trustRootsPEM: material.authority.certificatePEM))
        return RunningRecorder(fallback: fallback, proxy: proxy, recorder: recorder)
    }

    /// Ends all connections, and then the recording.
    ///
    /// - Throws: `CassetteProblem`, with `.secret` where one was found.
    func end() async throws -> RecordingReport {
        await proxy.stop()
        return try await recorder.finish()
    }
}
