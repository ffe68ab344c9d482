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
                identity: try material.authority.issue(names: [Host.tenant]))
            return ReplayedTenantParty(
                server: server, host: Host.tenant, traffic: TrafficWitness(nicknames: settings.nicknames),
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
        var configuration = MockTenantConfiguration(
            hosts: [Host.tenant], identity: try material.authority.issue(names: [Host.tenant]), time: time,
            random: random,
            keys: [
                TenantKey(
                    issuer: Registration.tokenIssuer, keyID: Registration.keyID,
                    publicKeyPEM: material.verificationKeyPEM)
            ],
            webIntegrations: [Registration.webIntegrationID: [publicOrigin]], data: material.tenantData,
            switches: switches)
        configuration.nicknames = settings.nicknames
        return try await MockTenant.start(configuration)
    }

    func startProvider(time: TimeSource, random: RandomSource) async throws -> MockIdentityProvider {
        try await MockIdentityProvider.start(
            MockIdentityProviderConfiguration(
                host: Host.provider, identity: try material.authority.issue(names: [Host.provider]), time: time,
                random: random, firstKey: material.providerKey))
    }

    /// The wire between browsers and proxy; its port is the public one, and its destination is known once the proxy is.
    func frontLink() async throws -> Link {
        try await link(to: Endpoint(host: Host.proxy, port: 9), seams.browserSide, names: [Host.proxy])
    }

    /// Carries bytes, or ends TLS on both sides where there is something to do to the messages or to watch.
    func link(
        to endpoint: Endpoint, _ behaviour: LinkBehaviour?, names: [String]? = nil, tap: (any LinkTap)? = nil
    ) async throws -> Link {
        guard behaviour != nil || tap != nil else { return try await Link.start(to: { endpoint }) }
        let identity = try material.authority.issue(names: names ?? [endpoint.host])
        return try await Link.start(
            to: { endpoint }, listenTLS: try ServerTLS(identity: identity),
            dialTLS: try ClientTLS(trustRootsPEM: material.authority.certificatePEM), serverName: endpoint.host,
            behaviour: behaviour, tap: tap)
    }

    func register(at provider: MockIdentityProvider, _ environment: [String: String]) {
        let redirect = environment["redirectUri"] ?? ""
        let origin = String(redirect.dropLast(target.routes.callback.count))
        provider.register(
            client: RelyingParty(
                clientID: Registration.clientID, clientSecret: environment["clientSecret"], redirectURIs: [redirect],
                postLogoutRedirectURIs: [origin, origin + "/"]),
            issuer: Registration.issuerName)
    }

    /// The published variables, and those of our own proxy.
    func environment(
        links: StageLinks, issuer: String, folder: String, random: RandomSource
    ) throws -> [String: String] {
        let identity = try material.authority.issue(names: [Host.proxy])
        var variables = [
            "clientId": Registration.clientID, "clientSecret": secret(random), "idpUri": issuer,
            "redirectUri": "https://\(Host.proxy):\(links.browser.port)\(target.routes.callback)",
            "tenantUri": "https://\(Host.tenant):\(links.tenant.port)",
            "webIntegrationId": Registration.webIntegrationID, "issuer": Registration.tokenIssuer,
            "keyId": Registration.keyID,
            "privateKey": try privateKey(folder), "sessionSecret": secret(random),
            "listenHost": "127.0.0.1", "listenPort": "0", "sessionStore": folder + "/sessions.sqlite",
            "tlsCertificate": try material.write(identity.certificateChainPEM, to: folder + "/proxy.pem"),
            "tlsPrivateKey": try material.write(identity.privateKeyPEM, to: folder + "/proxy.key"),
            "SSL_CERT_FILE": material.trustFile, "NODE_EXTRA_CA_CERTS": material.trustFile,
            "REQUESTS_CA_BUNDLE": material.trustFile, "CURL_CA_BUNDLE": material.trustFile,
        ]
        variables.merge(settings.times) { _, asked in asked }
        variables.merge(settings.sizes) { _, asked in asked }
        variables.merge(settings.variables) { _, asked in asked }
        return variables
    }

    func parts(
        links: StageLinks, tenant: any TenantParty, provider: MockIdentityProvider, folder: String,
        environment: [String: String], clock: any StageClock, publicOrigin: HTTPURL
    ) async throws -> StageParts {
        let client = HTTPClient(tls: try ClientTLS(trustRootsPEM: material.authority.certificatePEM))
        var backChannelURL = publicOrigin
        backChannelURL.target = target.routes.backChannelLogout
        let driver = IdentityProviderDriver(
            provider: provider, issuerName: Registration.issuerName, clientID: Registration.clientID,
            gate: Gate(link: links.identityProvider), backChannel: BackChannel(client: client, url: backChannelURL))
        for (name, value) in settings.providerSwitches { try await driver.set(name, to: value) }
        let faults = target.start == .inProcess ? StoreFaults() : nil
        return StageParts(
            folder: folder, tenant: tenant, provider: provider, identityDriver: driver, links: links,
            clock: clock,
            store: target.store == "sqlite"
                ? SQLiteStoreDriver(path: environment["sessionStore"] ?? "", faults: faults) : OpaqueStoreDriver(),
            log: CapturedLog(),
            browserWitness: Witness(side: .browser),
            configured: StageCanaries.configured(environment, privateKey: material.signingKeyPEM),
            backChannel: client)
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
