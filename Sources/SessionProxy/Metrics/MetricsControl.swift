// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// The control side of the listener for metrics: it knows nobody and answers one path.
///
/// The same server as for browsers, so that slow and strange clients are held to the same limits.
struct MetricsControl: SessionControl {
    static let path = "/metrics"

    let cache = SessionCache()
    let text: @Sendable () async -> String

    /// Listens for whoever collects metrics.
    ///
    /// - Throws: what binding the address throws.
    static func listen(
        at endpoint: Endpoint, _ settings: ForwardingSettings, _ components: ProxyComponents,
        text: @escaping @Sendable () async -> String
    ) async throws -> ForwardingServer {
        var settings = settings
        settings.rules.table = [ForwardingRule(.exactly(path), .reading, .own), ForwardingRule(.any, .deny)]
        return try await ForwardingServer.start(
            settings, control: MetricsControl(text: text), tenantTrust: nil, host: endpoint.host, port: endpoint.port,
            group: components.group, logger: components.logger)
    }

    func ownRoute(_ request: OwnRequest) async -> OwnResponse {
        OwnResponse(
            status: 200, headers: ["Content-Type": MetricFamily.contentType, "Cache-Control": "no-store"],
            body: ByteBuffer(string: await text()))
    }

    func load(_ ticket: SessionTicket) async throws -> LiveSession? { nil }

    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String? { nil }

    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome { .ended }

    func persist(_ session: LiveSession) {}

    func signInLocation(returningTo target: String) -> String { "/" }
}
