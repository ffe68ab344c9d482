// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import Logging
import MockIdentityProvider
import MockTenant
import NIOCore
import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

/// Puts one stage together, from the far ends inwards: doubles, links, proxy, browsers.
struct StageBuilder {
    let target: Target
    let material: RunMaterial
    let settings: StageSettings
    let seams: StageSeams
    let source: TenantSource
    let scenario: String
    let seed: UInt64

    /// Host names that resolve on loopback (RFC 6761 §6.3); cookies are per host, so each party has its own.
    enum Host {
        static let proxy = "proxy.localhost"
        static let tenant = "tenant.localhost"
        static let provider = "idp.localhost"
    }

    /// The name of the issuer at the identity provider.
    static let issuerName = "main"

    /// Two hundred handshakes at once take a debug build on two busy cores longer than the dialer's own limit of 5 s.
    private static let handshakePatience = TimeAmount.seconds(30)

    /// Small, so that a browser which stops reading is felt: left to itself a receive buffer grows to 32 MiB.
    private static let browserReceiveBytes = 256 << 10

    func build() async throws -> TestStage {
        let random = RandomSource.seeded(seed)
        let isShared = target.start == .inProcess
        let clock = ManualClock()
        let time = isShared ? clock.timeSource : TimeSource.system
        try checkSettings()
        let front = try await frontLink()
        let publicOrigin =
            try deployment.map { try HTTPURL($0.url) } ?? HTTPURL(scheme: "https", host: Host.proxy, port: front.port)
        let tenant = try await startTenant(time: time, random: random, publicOrigin: publicOrigin.origin)
        let provider = try await startProvider(time: time, random: random)
        let places = try places
        let links = StageLinks(
            browser: front,
            tenant: try await link(to: tenant.endpoint, seams.tenantSide, at: places.tenant, tap: tenant.tap),
            identityProvider: try await link(
                to: provider.endpoint, seams.identityProviderSide, at: places.provider),
            trap: try await Trap.start())
        provider.advertise(origin: places.origin(of: places.provider, port: links.identityProvider.port))
        let folder = try material.makeStageFolder()
        var environment = try environment(
            links: links, publicOrigin: publicOrigin, issuer: provider.issuer(StageBuilder.issuerName), folder: folder,
            random: random)
        seams.environment?(&environment)
        register(at: provider, environment, publicOrigin: publicOrigin.origin)
        let parts = try await parts(
            links: links, tenant: tenant, provider: provider, folder: folder, environment: environment,
            clock: isShared ? SharedClockDriver(clock: clock) : RealClockDriver(), publicOrigin: publicOrigin)
        return try await assemble(parts, environment: environment, time: time, publicOrigin: publicOrigin)
    }

    private func assemble(
        _ parts: StageParts, environment: [String: String], time: TimeSource, publicOrigin: HTTPURL
    ) async throws -> TestStage {
        let context = SubjectContext(
            environment: environment, time: time, log: parts.log, seams: seams,
            storeFaults: (parts.store as? SQLiteStoreDriver)?.faults ?? StoreFaults(),
            trustRootsPEM: material.authority.certificatePEM, folder: parts.folder)
        let proxy: ProxyDriver
        do {
            proxy = try await ProxyDriver(
                subject: subject, context: context, link: parts.links.browser,
                signingKey: SigningKeyFile(
                    path: settings.keyFile(in: parts.folder), tenant: parts.tenant.mock, registration: registration))
        } catch let problem as StageProblem {
            await parts.stop()
            throw problem
        } catch {
            await parts.stop()
            throw StageProblem(.setup, "the proxy did not start: \(error)")
        }
        let issuer = parts.provider.issuer(StageBuilder.issuerName)
        let world = BrowserWorld(
            publicOrigin: publicOrigin,
            provider: BrowserProvider(users: parts.identityDriver, issuer: try HTTPURL(issuer)), accounts: accounts,
            ways: [publicOrigin.origin: Endpoint(host: "127.0.0.1", port: parts.links.browser.port)],
            dialer: browserDialer(try clientTLS), plainDialer: Dialer(tls: nil), witness: parts.browserWitness,
            time: time)
        return TestStage(
            parts: parts, proxy: proxy, facts: try facts(parts, publicOrigin: publicOrigin.origin, issuer: issuer),
            world: world)
    }

    func browserDialer(_ tls: ClientTLS) -> Dialer {
        Dialer(
            tls: tls, connectTimeout: StageBuilder.handshakePatience, receiveBytes: StageBuilder.browserReceiveBytes)
    }

    var subject: any ProxySubject {
        get throws {
            switch target.start {
            case .inProcess: return InProcessSubject()
            case .command(let command):
                let readiness = HTTPURL(
                    scheme: target.isPlain ? "http" : "https", host: Host.proxy, port: 0,
                    target: command.ready ?? target.routes.health)
                return ProcessSubject(command: command, readiness: readiness)
            case .deployment(let deployment):
                return DeployedSubject(
                    url: try HTTPURL(deployment.url), health: target.routes.health, tls: try clientTLS)
            }
        }
    }

    private func facts(_ parts: StageParts, publicOrigin: String, issuer: String) throws -> StageFacts {
        let registration = try registration
        return StageFacts(
            target: target.name, routes: target.routes, publicOrigin: publicOrigin,
            sessionCookieName: target.sessionCookie,
            tenantAuthority: try tenantAuthority(port: parts.links.tenant.port),
            issuer: issuer, clientID: registration.clientID, webIntegrationID: registration.webIntegrationID,
            trapAuthority: parts.links.trap.authority,
            apps: Dictionary(material.tenantData.apps.map { ($0.title.lowercased(), $0.id) }) { first, _ in first },
            features: target.offers, limits: target.limits.merging(settings.limits) { $1 }, seed: seed,
            hasBystander: target.hasBystander, unseen: deployment == nil ? [] : [.store, .log])
    }
}
