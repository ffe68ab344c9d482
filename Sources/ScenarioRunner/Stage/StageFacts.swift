// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// What scenario and runner may know of a stage before anything happens on it.
public struct StageFacts: Sendable {
    /// The name of the target under judgement.
    public let target: String
    /// The proxy's own routes.
    public let routes: TargetRoutes
    /// The origin that browsers see: `https://proxy.localhost:40123`.
    public let publicOrigin: String
    /// The name of the proxy's session cookie.
    public let sessionCookieName: String
    /// The tenant's authority as the proxy dials it: `tenant.localhost:40124`.
    public let tenantAuthority: String
    /// The issuer the proxy signs in with.
    public let issuer: String
    /// The client id the proxy is registered under.
    public let clientID: String
    /// The web integration id that the proxy is configured with.
    public let webIntegrationID: String
    /// The authority of a listener that nobody should ever connect to.
    public let trapAuthority: String
    /// App ids of the mock tenant by name: `sales`.
    public let apps: [String: String]
    /// Optional features that the target declares.
    public let features: Set<String>
    /// Declared limits by name.
    public let limits: [String: Int]
    /// The seed of everything random.
    public let seed: UInt64
    /// Whether a user whom no scenario names can be signed in, and must be served before and after it.
    public let hasBystander: Bool
    /// Who cannot be seen nor driven on this stage: what is claimed about them is not observable here.
    public let unseen: Set<SubjectKind>

    /// Makes the facts.
    public init(
        target: String, routes: TargetRoutes, publicOrigin: String, sessionCookieName: String,
        tenantAuthority: String, issuer: String, clientID: String = "", webIntegrationID: String = "",
        trapAuthority: String = "", apps: [String: String] = [:], features: Set<String> = [],
        limits: [String: Int] = [:], seed: UInt64 = 0, hasBystander: Bool = true,
        unseen: Set<SubjectKind> = []
    ) {
        self.target = target
        self.routes = routes
        self.publicOrigin = publicOrigin
        self.sessionCookieName = sessionCookieName
        self.tenantAuthority = tenantAuthority
        self.issuer = issuer
        self.clientID = clientID
        self.webIntegrationID = webIntegrationID
        self.trapAuthority = trapAuthority
        self.apps = apps
        self.features = features
        self.limits = limits
        self.seed = seed
        self.hasBystander = hasBystander
        self.unseen = unseen
    }
}
