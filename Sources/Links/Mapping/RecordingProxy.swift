// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Plays the tenant towards a proxy, and lets the real one answer, while a tap watches.
///
/// ```
///  proxy ──TLS──▶ RecordingProxy: names and links mapped ──▶ tap ──TLS──▶ tenant
/// ```
/// - Shape: the proxy keeps its configuration and only gets another `tenantUri`; what the tap sees is what the tenant
///   sees. Bodies and sockets stream.
public final class RecordingProxy: Sendable {
    private let link: Link
    /// The address to configure as the tenant's.
    public let local: HTTPURL

    private init(link: Link, local: HTTPURL) {
        self.link = link
        self.local = local
    }

    /// Starts to listen; returns once the port is known.
    ///
    /// - Parameters:
    ///   - tenant: The tenant to record.
    ///   - trust: What its certificate is verified with.
    ///   - listen: The address and port to listen on; port 0 lets the system choose.
    ///   - name: The host by which the proxy reaches this one; it leads to the address listened on.
    ///   - identity: The certificate for that name.
    ///   - tap: Who is told what passes, or nil for nobody.
    /// - Returns: The proxy, listening.
    /// - Throws: `TransportError` for an identity that cannot be used, or the system's error for the address.
    public static func start(
        tenant: HTTPURL, trust: ClientTLS, listen: Endpoint, name: String, identity: ServerIdentity, tap: (any LinkTap)?
    ) async throws -> RecordingProxy {
        let link = try await Link.start(
            host: listen.host, port: listen.port, to: { tenant.endpoint }, listenTLS: try ServerTLS(identity: identity),
            dialTLS: trust, behaviour: TenantMapping.behaviour(for: tenant.authority), tap: tap)
        return RecordingProxy(link: link, local: HTTPURL(scheme: "https", host: name, port: link.port))
    }

    /// Stops listening and ends all connections.
    public func stop() async {
        await link.stop()
    }
}
