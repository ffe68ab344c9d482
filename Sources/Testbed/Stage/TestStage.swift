// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import MockTenant
import ScenarioRunner
import Transport
import Wire

/// A stage on loopback: the doubles, the wires between the parties, browsers, and the proxy of the target.
public final class TestStage: Stage {
    public let facts: StageFacts
    public let tenant: any StageTenant
    public let identityProvider: any StageIdentityProvider
    public let clock: any StageClock
    public let link: any StageLink
    public let store: any StageStore
    public let log: any StageLog
    public let proxy: any StageProxy

    let parts: StageParts
    private let browsers: BrowserPark

    init(parts: StageParts, proxy: ProxyDriver, facts: StageFacts, world: BrowserWorld) {
        self.parts = parts
        self.facts = facts
        self.proxy = proxy
        tenant = TenantDriver(
            tenant: parts.tenant, gate: Gate(link: parts.links.tenant), switches: parts.tenant.switches)
        identityProvider = parts.identityDriver
        clock = parts.clock
        link = parts.links
        store = parts.store
        log = LogDriver(log: parts.log)
        browsers = BrowserPark(world: world)
    }

    public func browser(_ name: String) async throws -> any StageBrowser { await browsers.browser(name) }

    public func witness(_ side: Side) -> Witness {
        switch side {
        case .tenant: parts.tenant.witness
        case .identityProvider: parts.provider.witness
        default: parts.browserWitness
        }
    }

    public func trapVisits() async -> [String] { parts.trap.visits }

    public func canaries() async -> [Canary] {
        parts.tenant.canaries() + parts.provider.canaries() + parts.configured
            + StageCanaries.browserSessions(in: parts.browserWitness, cookie: facts.sessionCookieName)
    }

    public func close() async {
        await browsers.close()
        do {
            try await proxy.stop()
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
        for browser in browsers.values { await browser.close() }
        await world.namedConnections.closeAll()
    }
}
