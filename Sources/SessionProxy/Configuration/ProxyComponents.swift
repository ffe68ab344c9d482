// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import NIOCore
import RESP
public import Transport

/// The parts a proxy is put together from; each may be replaced, or wrapped, by whoever starts one.
public struct ProxyComponents: Sendable {
    /// Tells the time to everything that expires.
    public var time: TimeSource
    /// Gives tickets, states, nonces, verifiers and token ids.
    public var random: RandomSource
    /// Keeps sealed sessions.
    public var store: any SessionStore
    /// Signs the JWT for the tenant.
    public var tokenSigner: any TenantTokenSigner
    /// Judges ID tokens.
    public var idTokenVerifier: any IDTokenVerifier
    /// Judges logout tokens.
    public var logoutTokenVerifier: any LogoutTokenVerifier
    /// Speaks to the identity provider, and to the tenant beside the forwarding path.
    public var httpClient: any BackChannel
    /// The trust for connections to the tenant on the forwarding path; nil when the tenant is spoken to in plain HTTP.
    public var tenantTrust: ClientTLS?
    /// The threads to run on.
    public var group: any EventLoopGroup
    /// Where to log.
    public var logger: Logger

    /// Puts parts together.
    public init(
        time: TimeSource = .system, random: RandomSource = .system, store: any SessionStore,
        tokenSigner: any TenantTokenSigner, idTokenVerifier: any IDTokenVerifier,
        logoutTokenVerifier: any LogoutTokenVerifier = JWTKitLogoutTokenVerifier(), httpClient: any BackChannel,
        tenantTrust: ClientTLS?, group: any EventLoopGroup = EventLoops.shared,
        logger: Logger = Logger(label: "tenantless.proxy")
    ) {
        self.time = time
        self.random = random
        self.store = store
        self.tokenSigner = tokenSigner
        self.idTokenVerifier = idTokenVerifier
        self.logoutTokenVerifier = logoutTokenVerifier
        self.httpClient = httpClient
        self.tenantTrust = tenantTrust
        self.group = group
        self.logger = logger
    }

    /// The parts of the product.
    ///
    /// - Throws: `ConfigurationProblem` when the key cannot sign, `StoreProblem` when the store cannot be opened,
    ///   `TransportError` when the trust roots cannot be read.
    public static func standard(
        for configuration: ProxyConfiguration, time: TimeSource = .system, random: RandomSource = .system,
        group: any EventLoopGroup = EventLoops.shared, logger: Logger = Logger(label: "tenantless.proxy")
    ) throws -> ProxyComponents {
        let trust = try ClientTLS(trustRootsPEM: configuration.trustRootsPEM)
        let store: any SessionStore =
            switch configuration.sessionStore {
            case .memory: MemorySessionStore()
            case .sqlite(let path): try SQLiteSessionStore(path: path)
            case .redis(let address):
                RedisSessionStore(
                    RESPClient(RESPSettings(address: address, tls: address.isSecure ? trust : nil), group: group),
                    time: time)
            }
        return ProxyComponents(
            time: time, random: random, store: store,
            tokenSigner: try tokenSigner(for: configuration, logger),
            idTokenVerifier: JWTKitIDTokenVerifier(), httpClient: HTTPClient(tls: trust, group: group),
            tenantTrust: configuration.tenant.isSecure ? trust : nil, group: group, logger: logger)
    }

    private static func tokenSigner(
        for configuration: ProxyConfiguration, _ logger: Logger
    ) throws -> any TenantTokenSigner {
        guard let path = configuration.privateKeyPath else {
            return try JWTKitTokenSigner(privateKeyPEM: configuration.privateKeyPEM, keyID: configuration.keyID)
        }
        return try KeyFileTokenSigner(path: path, keyID: configuration.keyID, logger: logger)
    }
}
