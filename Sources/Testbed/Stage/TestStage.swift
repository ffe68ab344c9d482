// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
public import ScenarioRunner
import Transport
public import Wire

/// A stage on loopback: the doubles, the wires between the parties, browsers, and the proxy of the target.
public final class TestStage: Stage {
    /// What is fixed for the life of the stage.
    public let facts: StageFacts
    /// The mock tenant.
    public let tenant: any StageTenant
    /// The mock identity provider.
    public let identityProvider: any StageIdentityProvider
    /// The clock that proxy and doubles share.
    public let clock: any StageClock
    /// The wires between the parties.
    public let link: any StageLink
    /// The proxy's session store.
    public let store: any StageStore
    /// What the proxy logged.
    public let log: any StageLog
    /// The proxy.
    public let proxy: any StageProxy

    let parts: StageParts
    private let browsers: BrowserPark

    init(parts: StageParts, proxy: ProxyDriver, facts: StageFacts, world: BrowserWorld) {
        self.parts = parts
        self.facts = facts
        self.proxy = proxy
        tenant = parts.tenant.driver(gate: Gate(link: parts.links.tenant))
        identityProvider = parts.identityDriver
        clock = parts.clock
        link = parts.links
        store = parts.store
        log = LogDriver(log: parts.log)
        browsers = BrowserPark(world: world)
    }

    /// The browser of this name, made at first use.
    public func browser(_ name: String) async throws -> any StageBrowser { await browsers.browser(name) }

    /// What was seen on one side.
    public func witness(_ side: Side) -> Witness {
        switch side {
        case .tenant: parts.tenant.witness
        case .identityProvider: parts.provider.witness
        default: parts.browserWitness
        }
    }

    /// Every secret that exists by now.
    public func canaries() async -> [Canary] {
        parts.tenant.canaries() + parts.provider.canaries() + parts.configured
            + StageCanaries.browserSessions(in: parts.browserWitness, cookie: facts.sessionCookieName)
    }

    /// Opens a control port for the doubles; stop it before the stage.
    public func startControl() async throws -> ControlServer {
        try await ControlServer.start(
            ControlledParties(
                tenant: parts.tenant.mock, provider: parts.provider, issuer: parts.identityDriver.issuerName,
                clock: (parts.clock as? SharedClockDriver)?.clock))
    }

    /// Stops everything that was started.
    public func close() async {
        await browsers.close()
        do {
            try await proxy.kill()
        } catch {
            // It is gone already.
        }
        await parts.stop()
    }
}

/// The browsers of a stage, made at first use.
actor BrowserPark {
    private let world: BrowserWorld
    private var browsers: [String: TestBrowser] = [:]

    init(world: BrowserWorld) {
        self.world = world
    }

    func browser(_ name: String) -> TestBrowser {
        if let known = browsers[name] { return known }
        let browser = TestBrowser(name: name, world: world)
        browsers[name] = browser
        return browser
    }

    func close() async {
        await withDiscardingTaskGroup { group in
            for browser in browsers.values { group.addTask { await browser.close() } }
        }
        await world.namedConnections.closeAll()
    }
}
