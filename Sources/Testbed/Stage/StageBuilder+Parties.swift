// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import MockIdentityProvider
import MockTenant
import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

extension StageBuilder {
    func startTenant(time: TimeSource, random: RandomSource, publicOrigin: String) async throws -> any TenantParty {
        switch source {
        case .mock:
            let tenant = try await startMockTenant(time: time, random: random, publicOrigin: publicOrigin)
            return MockTenantParty(tenant: tenant, recording: nil)
        case .recorded(let run):
            let tenant = try await startMockTenant(time: time, random: random, publicOrigin: publicOrigin)
            return MockTenantParty(
                tenant: tenant, recording: try run.begin(scenario))
        case .replayed(let run):
            let server = try await ReplayServer.start(
                try run.deck(for: scenario, random: random), listen: Endpoint(host: "127.0.0.1", port: 0),
                identity: try identity(of: places.tenant))
            return ReplayedTenantParty(
                server: server, host: try places.tenant.host, traffic: TrafficWitness(nicknames: settings.nicknames),
                onEnd: { run.end(scenario, $0) })
        }
    }

    private func startMockTenant(
        time: TimeSource, random: RandomSource, publicOrigin: String
    ) async throws -> MockTenant {
        var switches = TenantSwitches.awkward
        do throws(TenantSwitchProblem) {
            for (name, value) in settings.tenantSwitches { try switches.set(name, to: value) }
        } catch {
            throw StageProblem(.setup, error.reason)
        }
        let registration = try registration
        var configuration = MockTenantConfiguration(
            hosts: [try places.tenant.host], identity: try identity(of: places.tenant), time: time, random: random,
            keys: [
                TenantKey(
                    issuer: registration.tokenIssuer, keyID: registration.keyID,
                    publicKeyPEM: registration.verificationKeyPEM)
            ],
            webIntegrations: [registration.webIntegrationID: [publicOrigin]], data: material.tenantData,
            switches: switches)
        configuration.nicknames = settings.nicknames
        return try await MockTenant.start(configuration)
    }

    func startProvider(time: TimeSource, random: RandomSource) async throws -> MockIdentityProvider {
        try await MockIdentityProvider.start(
            MockIdentityProviderConfiguration(
                host: try places.provider.host, identity: try identity(of: places.provider), time: time,
                random: random, firstKey: material.providerKey))
    }

    /// The wire between browsers and proxy; its port is the public one, and its destination is known once the proxy is.
    func frontLink() async throws -> Link {
        if target.isPlain {
            let identity = try material.authority.issue(names: [Host.proxy])
            return try await Link.start(
                to: { Endpoint(host: Host.proxy, port: 9) }, listenTLS: try ServerTLS(identity: identity))
        }
        return try await link(to: Endpoint(host: Host.proxy, port: 9), seams.browserSide, names: [Host.proxy])
    }

    /// Carries bytes, or ends TLS on both sides where there is something to do to the messages or to watch.
    func link(
        to endpoint: Endpoint, _ behaviour: LinkBehaviour?, names: [String]? = nil, at place: Endpoint? = nil,
        tap: (any LinkTap)? = nil
    ) async throws -> Link {
        guard behaviour != nil || tap != nil else {
            let listen = try listen(at: place)
            return try await Link.start(host: listen.host, port: listen.port, to: { endpoint })
        }
        let identity = try material.authority.issue(names: names ?? [endpoint.host])
        return try await Link.start(
            to: { endpoint }, listenTLS: try ServerTLS(identity: identity),
            dialTLS: try ClientTLS(trustRootsPEM: material.authority.certificatePEM), serverName: endpoint.host,
            behaviour: behaviour, tap: tap)
    }

    func register(at provider: MockIdentityProvider, _ environment: [String: String], publicOrigin: String) {
        provider.register(
            client: RelyingParty(
                clientID: environment["clientId"] ?? "", clientSecret: environment["clientSecret"],
                redirectURIs: [environment["redirectUri"] ?? ""],
                postLogoutRedirectURIs: [publicOrigin, publicOrigin + "/"]),
            issuer: StageBuilder.issuerName)
    }

    /// The published variables, and those of our own proxy; of a deployment, what it must have been given.
    func environment(
        links: StageLinks, publicOrigin: HTTPURL, issuer: String, folder: String, random: RandomSource
    ) throws -> [String: String] {
        let registration = try registration
        let known = [
            "clientId": registration.clientID, "clientSecret": registration.clientSecret ?? secret(random),
            "idpUri": issuer, "redirectUri": publicOrigin.origin + target.routes.callback,
            "tenantUri": "https://\(try tenantAuthority(port: links.tenant.port))",
            "webIntegrationId": registration.webIntegrationID, "issuer": registration.tokenIssuer,
            "keyId": registration.keyID,
        ]
        guard deployment == nil else { return known }
        var variables = [
            "privateKey": try privateKey(folder), "sessionSecret": secret(random),
            "listenHost": "127.0.0.1", "listenPort": "0", "sessionStore": folder + "/sessions.sqlite",
            "SSL_CERT_FILE": material.trustFile, "NODE_EXTRA_CA_CERTS": material.trustFile,
            "REQUESTS_CA_BUNDLE": material.trustFile, "CURL_CA_BUNDLE": material.trustFile,
        ]
        variables.merge(known) { own, _ in own }
        if !target.isPlain {
            let identity = try material.authority.issue(names: [Host.proxy])
            variables["tlsCertificate"] = try material.write(identity.certificateChainPEM, to: folder + "/proxy.pem")
            variables["tlsPrivateKey"] = try material.write(identity.privateKeyPEM, to: folder + "/proxy.key")
        }
        variables.merge(settings.times) { _, asked in asked }
        variables.merge(settings.sizes) { _, asked in asked }
        variables.merge(settings.variables) { _, asked in asked }
        return variables
    }

    func parts(
        links: StageLinks, tenant: any TenantParty, provider: MockIdentityProvider, folder: String,
        environment: [String: String], clock: any StageClock, publicOrigin: HTTPURL
    ) async throws -> StageParts {
        let client = HTTPClient(tls: try clientTLS)
        var backChannelURL = publicOrigin
        backChannelURL.target = target.routes.backChannelLogout
        let driver = IdentityProviderDriver(
            provider: provider, issuerName: StageBuilder.issuerName, clientID: environment["clientId"] ?? "",
            gate: Gate(link: links.identityProvider), backChannel: BackChannel(client: client, url: backChannelURL))
        for (name, value) in settings.providerSwitches { try await driver.set(name, to: value) }
        let faults = target.start == .inProcess ? StoreFaults() : nil
        return StageParts(
            folder: folder, tenant: tenant, provider: provider, identityDriver: driver, links: links,
            clock: clock,
            store: store(environment["sessionStore"], faults: faults), log: CapturedLog(),
            browserWitness: Witness(side: .browser),
            configured: StageCanaries.configured(environment, privateKey: material.signingKeyPEM),
            backChannel: client)
    }

    private func store(_ path: String?, faults: StoreFaults?) -> any StageStore {
        guard let path, target.store == "sqlite" else { return OpaqueStoreDriver() }
        return SQLiteStoreDriver(path: path, faults: faults)
    }

    /// The signing key as a variable has it: the path of its file, or the text in one line.
    private func privateKey(_ folder: String) throws -> String {
        guard let file = settings.keyFile(in: folder) else {
            return material.signingKeyPEM.replacing("\n", with: "\\n")
        }
        return try material.write(material.signingKeyPEM, to: file)
    }

    private func secret(_ random: RandomSource) -> String {
        Base64.encode(random.bytes(32), urlSafe: true, padded: false)
    }
}
