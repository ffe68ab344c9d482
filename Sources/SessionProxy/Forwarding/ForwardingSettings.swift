// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Everything the forwarding path needs to know, as plain values.
public struct ForwardingSettings: Sendable {
    /// Where the tenant listens.
    public var tenant: Endpoint
    /// The tenant's authority as clients write it: the value of `Host` upstream, the port only if it is not the default.
    public var tenantAuthority: String
    /// Further hosts of the same tenant whose absolute URLs are mapped to the public origin.
    public var tenantAliases: [String] = []
    /// The origin browsers know, such as `https://proxy.example`; no trailing slash.
    public var publicOrigin: String
    /// Other origins that may call with credentials (STAT-06); exact, as browsers write them.
    public var allowedOrigins: [String] = []
    /// The name of the session cookie.
    public var sessionCookieName: String
    /// The tenant's web integration id, sent exactly once with each request.
    public var webIntegrationID: String?
    /// Which paths go where.
    public var rules: ForwardingRules
    /// Sizes and numbers.
    public var limits = ForwardingLimits()
    /// Time limits.
    public var times = ForwardingTimes()
    /// The clock of session lifetimes.
    public var time: TimeSource = .system
    /// Where handshake keys, mask keys and ping payloads come from.
    public var random: RandomSource = .system

    /// States the settings that have no default.
    public init(
        tenant: Endpoint, tenantAuthority: String, publicOrigin: String, sessionCookieName: String,
        webIntegrationID: String? = nil, rules: ForwardingRules = ForwardingRules()
    ) {
        self.tenant = tenant
        self.tenantAuthority = tenantAuthority
        self.publicOrigin = publicOrigin
        self.sessionCookieName = sessionCookieName
        self.webIntegrationID = webIntegrationID
        self.rules = rules
    }
}
