// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport
public import Wire

/// An OpenID provider on loopback that plays many issuers, remembers everything, and misbehaves on request.
///
/// Each first path segment is an issuer of its own, with its own users, clients, sessions and keys:
/// ```swift
/// let provider = try await MockIdentityProvider.start(.init(identity: identity))
/// let issuer = provider.issuer("main")             // https://idp.localhost:PORT/main
/// provider.register(user: IdentityUser(name: "ana", claims: ["email": .string("ana@example.com")]))
/// provider.register(client: RelyingParty(clientID: "app", clientSecret: "s", redirectURIs: [callback]))
/// try provider.misbehave("nonce-invalid", for: "ana", times: 1)
/// ```
/// An issuer named after a defect, `https://idp.localhost:PORT/defect-nonce-invalid`, always has it; it begins with
/// the users, clients and switches that the default issuer has when it is first asked for.
///
/// A person signs in on a page that lists the users. A harness signs in with one request: it adds `login_as=ana` to
/// the authorize request, or sends the cookie `idp_session=ana` (`ana~2` for a second browser of hers).
/// - Source: OpenID Connect Core 1.0; Discovery 1.0; RP-Initiated Logout 1.0; Back-Channel Logout 1.0; RFC 6749,
///   7636, 9207; the paths are those of Auth0.
public final class MockIdentityProvider: Sendable {
    /// The issuer that is meant when none is named.
    public static let defaultIssuer = "main"

    /// Everything that arrived and what was answered.
    public let witness: Witness
    /// The answers to give instead of the right ones.
    public let script: AnswerScript
    /// Where the server listens.
    public let endpoint: Endpoint
    let directory: IssuerDirectory
    private let server: DoubleServer

    private init(
        server: DoubleServer, directory: IssuerDirectory, witness: Witness, script: AnswerScript, endpoint: Endpoint
    ) {
        self.server = server
        self.directory = directory
        self.witness = witness
        self.script = script
        self.endpoint = endpoint
    }

    /// Starts to serve; returns once the port is known and the default issuer is open.
    ///
    /// - Parameter configuration: Host name, certificate, clock, seed and switches.
    /// - Returns: The running provider.
    /// - Throws: `TransportError` when the port or the certificate cannot be used.
    public static func start(
        _ configuration: MockIdentityProviderConfiguration = .init()
    ) async throws -> MockIdentityProvider {
        let directory = IssuerDirectory(configuration)
        let witness = Witness(side: .identityProvider, limits: configuration.witnessLimits)
        let script = AnswerScript()
        let server = try await DoubleServer.start(
            port: configuration.port, tls: try configuration.identity.map { try ServerTLS(identity: $0) },
            logger: configuration.logger,
            handler: ProviderHandler(
                directory: directory, witness: witness, script: script, pause: configuration.pause,
                logger: configuration.logger))
        let endpoint = Endpoint(host: configuration.host, port: server.port)
        let scheme = configuration.identity == nil ? "http" : "https"
        directory.advertise(origin: "\(scheme)://\(endpoint.authority)")
        _ = directory.open(defaultIssuer)
        return MockIdentityProvider(
            server: server, directory: directory, witness: witness, script: script, endpoint: endpoint)
    }

    /// The port the server listens on.
    public var port: Int { endpoint.port }

    /// `idp.localhost:PORT`, as it stands in a `Host` line.
    public var authority: String { endpoint.authority }

    /// The origin in all issuer identifiers: that of the server, until another one is advertised.
    public var origin: String { directory.advertisedOrigin }

    /// Stops serving; returns when the last handler has.
    public func stop() async {
        await server.stop()
        await directory.courier.shutdown()
    }
}
