// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

/// A stage whose proxy has a tenant and an identity provider of its own: of it only the browsers are ours.
///
///     browsers ──link──▶ proxy ──▶ its tenant
///                          └─────▶ its identity provider
///
/// - Shape: what the other sides would tell is not observable here, and never passed.
final class LiveStage: Stage {
    /// Who is behind the proxy, where nobody looks.
    static let unseen: Set<SubjectKind> = [.tenant, .identityProvider, .store, .log, .nobody, .link]

    let facts: StageFacts
    let clock: any StageClock = RealClockDriver()
    let proxy: any StageProxy
    let store: any StageStore = OpaqueStoreDriver()
    let log: any StageLog = LogDriver(log: CapturedLog())
    let link: any StageLink = Hidden()
    let tenant: any StageTenant = Hidden()
    let identityProvider: any StageIdentityProvider = Hidden()

    private let front: Link
    private let world: BrowserWorld
    private let browsers: BrowserPark
    private let hidden: [Side: Witness] = [
        .tenant: Witness(side: .tenant), .identityProvider: Witness(side: .identityProvider),
    ]

    init(facts: StageFacts, proxy: ProxyDriver, front: Link, world: BrowserWorld) {
        self.facts = facts
        self.proxy = proxy
        self.front = front
        self.world = world
        browsers = BrowserPark(world: world)
    }

    func browser(_ name: String) async throws -> any StageBrowser { await browsers.browser(name) }

    func witness(_ side: Side) -> Witness { hidden[side] ?? world.witness }

    func canaries() async -> [Canary] {
        StageCanaries.browserSessions(in: world.witness, cookie: facts.sessionCookieName) + world.accounts.canaries
    }

    func close() async {
        await browsers.close()
        await front.stop()
    }
}

/// A party that cannot be seen: asked to do something it says so, and there is nothing to mend or restore.
private struct Hidden: StageTenant, StageIdentityProvider, StageLink {
    private var problem: StageProblem { StageProblem(.unsupported, "not observable here") }

    func script(_ answer: ScriptedAnswer) async throws { throw problem }
    func restore() async throws {}
    func expireSessions(of user: String?) async throws { throw problem }
    func rotateSessionCookie(of user: String) async throws { throw problem }
    func rotateCSRFToken(of user: String) async throws { throw problem }
    func set(_ name: String, to value: String) async throws { throw problem }
    func setListening(_ isListening: Bool) async throws { throw problem }
    func sessions() async -> [StageTenantSession] { [] }
    func send(_ frame: StageFrame, to user: String, newestOnly: Bool) async throws { throw problem }
    func closeSockets(of user: String, code: UInt16?, reason: String) async throws { throw problem }
    func dropSockets(of user: String, politely: Bool) async throws { throw problem }
    func setReading(_ isReading: Bool, of user: String) async throws { throw problem }
    func endSession(of user: String) async throws { throw problem }
    func rotateKeys() async throws { throw problem }
    func sendLogoutToken(for user: String, defect: String?) async throws -> Int { throw problem }
    func set(_ fault: StageLinkFault) async throws { throw problem }
    func heal(_ side: Side?) async throws {}
    func trappedConnections() async -> Int { 0 }
}

extension StageBuilder {
    /// Whether the target has a tenant and an identity provider of its own.
    var isLive: Bool { deployment.map { $0.doubles == nil } ?? false }

    /// Puts a stage together that has browsers only.
    func buildLive() async throws -> LiveStage {
        try checkSettings()
        guard let deployment, settings.tenantSwitches.isEmpty, settings.providerSwitches.isEmpty else {
            throw StageProblem(.unsupported, "not observable here: the scenario sets up tenant or identity provider")
        }
        let front = try await frontLink()
        let publicOrigin = try HTTPURL(deployment.url)
        let context = SubjectContext(
            environment: [:], time: .system, log: CapturedLog(), seams: seams, storeFaults: StoreFaults(),
            trustRootsPEM: "", folder: "")
        let proxy: ProxyDriver
        do {
            proxy = try await ProxyDriver(
                subject: subject, context: context, link: front,
                signingKey: SigningKeyFile(path: nil, tenant: nil, registration: nil))
        } catch {
            await front.stop()
            throw error
        }
        let world = BrowserWorld(
            publicOrigin: publicOrigin, provider: nil, accounts: accounts,
            ways: [publicOrigin.origin: Endpoint(host: "127.0.0.1", port: front.port)],
            dialer: browserDialer(try clientTLS), plainDialer: Dialer(tls: nil), witness: Witness(side: .browser),
            time: .system)
        let facts = StageFacts(
            target: target.name, routes: target.routes, publicOrigin: publicOrigin.origin,
            sessionCookieName: target.sessionCookie, tenantAuthority: "", issuer: "", features: target.features,
            limits: target.limits, seed: seed, hasBystander: accounts.accounts[Performance.bystander] != nil,
            unseen: LiveStage.unseen)
        return LiveStage(facts: facts, proxy: proxy, front: front, world: world)
    }
}
