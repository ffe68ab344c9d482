// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Transport

/// What all event loops of one forwarding path share: settings, made ready once, and the control side.
final class ForwardingContext: Sendable {
    let settings: ForwardingSettings
    let control: any SessionControl
    /// The live sessions of the control side, at hand without a detour.
    let sessions: SessionCache
    let dialer: Dialer
    let policy: OriginPolicy
    let origins: TenantOrigins
    /// Who has how many sockets open.
    let sockets: Holdings
    /// The session cookie's name, as octets.
    let cookieName: [UInt8]
    /// What stands in every head behind the target: the rest of the request line, and the line `Host`.
    let afterTarget: [UInt8]
    /// `Qlik-Web-Integration-Id: …` with its line end; empty when none is configured.
    let webIntegrationLine: [UInt8]
    let logger: Logger
    /// Whether browsers reach this process over TLS.
    let isSecure: Bool

    init(settings: ForwardingSettings, control: any SessionControl, dialer: Dialer, isSecure: Bool, logger: Logger) {
        self.settings = settings
        self.control = control
        sessions = control.cache
        self.dialer = dialer
        self.isSecure = isSecure
        self.logger = logger
        policy = OriginPolicy(own: settings.publicOrigin, others: settings.allowedOrigins)
        origins = TenantOrigins(
            authority: settings.tenantAuthority, port: settings.tenant.port, aliases: settings.tenantAliases,
            publicOrigin: settings.publicOrigin)
        sockets = Holdings(limit: settings.limits.socketsPerUser)
        cookieName = Array(settings.sessionCookieName.utf8)
        afterTarget = Array(" HTTP/1.1\r\nHost: \(settings.tenantAuthority)\r\n".utf8)
        webIntegrationLine = settings.webIntegrationID.map { Array("\(QlikName.webIntegration): \($0)\r\n".utf8) } ?? []
    }
}

/// Names that only Qlik's API uses.
///
/// - Source: qlik.dev "CSRF token", "Web integrations".
enum QlikName {
    static let csrfToken = "qlik-csrf-token"
    static let webIntegration = "qlik-web-integration-id"
    /// The code of the 403 that asks for a fresh CSRF token.
    static let staleToken: StaticString = "csrf-token-2"
}
