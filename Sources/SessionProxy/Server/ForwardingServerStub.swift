// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Stands in for the forwarding path until it lands.
final class ForwardingServer: Sendable {
    let port = 0

    static func start(
        _ configuration: ProxyConfiguration, _ components: ProxyComponents, control: any SessionControl
    ) async throws -> ForwardingServer {
        throw ProxyError(.internalFault, source: .internal, reason: "The forwarding path is not there yet.")
    }

    func stop(gracePeriod: Duration) async {}
}
