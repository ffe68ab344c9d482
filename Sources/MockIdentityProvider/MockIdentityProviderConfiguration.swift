// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import Transport
public import Wire

/// How a mock identity provider starts; every value has a default.
public struct MockIdentityProviderConfiguration: Sendable {
    /// The host name in issuer URLs, which the harness resolves to loopback (RFC 6761 §6.3).
    public var host: String
    /// The certificate and key to serve; nil serves plain HTTP, which only a loopback harness should do.
    public var identity: ServerIdentity?
    /// The port to listen on; 0 lets the system choose.
    public var port: Int
    /// The clock of `iat`, `exp`, `auth_time` and every lifetime.
    public var time: TimeSource
    /// How an answer that is to come late waits.
    public var pause: @Sendable (Duration) async throws -> Void
    /// The source of codes, tokens, session ids and key ids.
    public var random: RandomSource
    /// What every new issuer demands and offers.
    public var switches: IdentityProviderSwitches
    /// The key with which every issuer starts; nil makes each issuer a key of its own.
    ///
    /// An RSA key takes some 50 ms to make, so a harness that starts many providers shares one among them.
    public var firstKey: SigningKey?
    /// The trust with which logout tokens are posted over `https`; nil posts over `http` only.
    public var backChannelTLS: ClientTLS?
    /// How much the witness keeps.
    public var witnessLimits: WitnessLimits
    /// Where the server logs.
    public var logger: Logger

    /// Gathers the settings.
    ///
    /// - Parameters:
    ///   - host: The host name in issuer URLs.
    ///   - identity: The certificate and key, or nil for plain HTTP.
    ///   - port: The port, 0 for any.
    ///   - time: The clock.
    ///   - pause: How an answer that is to come late waits.
    ///   - random: The source of random bytes.
    ///   - switches: What every new issuer demands and offers.
    ///   - firstKey: The key with which every issuer starts, or nil.
    ///   - backChannelTLS: The trust for posting logout tokens, or nil.
    ///   - witnessLimits: How much the witness keeps.
    ///   - logger: Where the server logs.
    public init(
        host: String = "idp.localhost", identity: ServerIdentity? = nil, port: Int = 0, time: TimeSource = .system,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        random: RandomSource = .system, switches: IdentityProviderSwitches = .init(), firstKey: SigningKey? = nil,
        backChannelTLS: ClientTLS? = nil, witnessLimits: WitnessLimits = WitnessLimits(),
        logger: Logger = Logger(label: "tenantless.identity-provider")
    ) {
        self.host = host
        self.identity = identity
        self.port = port
        self.time = time
        self.pause = pause
        self.random = random
        self.switches = switches
        self.firstKey = firstKey
        self.backChannelTLS = backChannelTLS
        self.witnessLimits = witnessLimits
        self.logger = logger
    }
}
