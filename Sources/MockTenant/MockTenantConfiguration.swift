// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import Transport
public import Wire

/// What a mock tenant is started with; every value has a default that works.
public struct MockTenantConfiguration: Sendable {
    /// The names that requests may give as `Host`, whatever the port; the first one is the tenant's own.
    public var hosts: [String]
    /// The port to listen on; 0 lets the system choose.
    public var port = 0
    /// Certificate and key; nil speaks plain HTTP.
    public var identity: ServerIdentity?
    /// The clock that sessions and tokens go by.
    public var time: TimeSource
    /// Where cookie values, ids and orders come from.
    public var random: RandomSource
    /// The keys registered for JWT logins.
    public var keys: [TenantKey]
    /// The web integrations: id, and the origins allowed.
    public var webIntegrations: [String: [String]]
    /// What witness and control interface call users, by subject; others go by the local part of their e-mail.
    public var nicknames: [String: String] = [:]
    /// API keys, as in `Authorization: Bearer <key>`: each is a user of its own, who needs no session and CSRF token.
    public var apiKeys: [String] = []
    /// What the tenant holds before anybody logs in.
    public var data: TenantData
    /// The switches of all that is not promised.
    public var switches: TenantSwitches
    /// How much the witness keeps.
    public var witnessLimits = WitnessLimits()
    /// Where debug and trace lines go.
    public var logger: Logger

    /// A tenant named `tenant.localhost` with no keys, the system's clock and the system's random numbers.
    public init(
        hosts: [String] = ["tenant.localhost"],
        identity: ServerIdentity? = nil,
        time: TimeSource = .system,
        random: RandomSource = .system,
        keys: [TenantKey] = [],
        webIntegrations: [String: [String]] = [:],
        data: TenantData = .standard,
        switches: TenantSwitches = TenantSwitches(),
        logger: Logger = Logger(label: "tenantless.tenant")
    ) {
        self.hosts = hosts.isEmpty ? ["tenant.localhost"] : hosts
        self.identity = identity
        self.time = time
        self.random = random
        self.keys = keys
        self.webIntegrations = webIntegrations
        self.data = data
        self.switches = switches
        self.logger = logger
    }

    /// The apps that engine sockets can open.
    public var apps: [TenantApp] {
        get { data.apps }
        set { data.apps = newValue }
    }
}
