// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Synchronization
import Wire

@testable import ScenarioRunner

/// A stage without sockets: a toy proxy and a toy tenant in memory, with defects on request.
final class FakeWorld: Stage {
    /// What the toy proxy may do wrong.
    enum Flaw: Sendable {
        case oneJarForAll
        case passesSetCookie
        case refusesSignIn
        case logsSessions
        case forgetsEverybody
        case dies
        case hangs
    }

    struct State {
        var calls: [String] = []
        var jars: [String: [String: String]] = [:]
        var emails: [String: String] = [:]
        var sessions: [StageTenantSession] = []
        var lastSignedIn: String?
        var lines: [String] = []
        var serial = 0
        var life = 1
    }

    let state = Mutex(State())
    let flaws: Set<Flaw>
    let facts: StageFacts
    let witnesses: [Side: Witness]

    init(_ flaws: Set<Flaw> = [], features: Set<String> = [], limits: WitnessLimits = WitnessLimits()) {
        self.flaws = flaws
        facts = StageFacts(
            target: "toy", routes: TargetRoutes(), publicOrigin: "https://proxy.localhost:1",
            sessionCookieName: "sid", tenantAuthority: "tenant.localhost:2", issuer: "https://idp.localhost:3/main",
            apps: ["sales": "app-1"], features: features, seed: 7)
        witnesses = Dictionary(
            uniqueKeysWithValues: [Side.browser, .tenant, .identityProvider].map {
                ($0, Witness(side: $0, limits: limits))
            })
    }

    var tenant: any StageTenant { FakeParty(world: self) }
    var identityProvider: any StageIdentityProvider { FakeParty(world: self) }
    var clock: any StageClock { FakeParty(world: self) }
    var link: any StageLink { FakeParty(world: self) }
    var store: any StageStore { FakeParty(world: self) }
    var log: any StageLog { FakeParty(world: self) }
    var proxy: any StageProxy { FakeParty(world: self) }

    func browser(_ name: String) async throws -> any StageBrowser { FakeBrowser(name: name, world: self) }
    func witness(_ side: Side) -> Witness { witnesses[side] ?? Witness(side: side) }
    func canaries() async -> [Canary] {
        state.withLock { state in
            state.sessions.flatMap { session in
                session.cookies.map { cookie in
                    Canary(
                        kind: .tenantCookie, owner: session.user, name: "\(session.user).\(cookie.name)",
                        value: cookie.value ?? "")
                }
            }
        }
    }
    func close() async {}

    func note(_ call: String) { state.withLock { $0.calls.append(call) } }
    var calls: [String] { state.withLock { $0.calls } }

    /// A value nobody else has, long enough to be searched for.
    func fresh(_ prefix: String) -> String {
        state.withLock { state in
            state.serial += 1
            return "\(prefix)-0123456789abcdef-\(state.serial)"
        }
    }

    /// Signs the user in at proxy and tenant.
    func signIn(_ browser: String) {
        let user = String(browser.prefix { $0 != "/" })
        let (session, tenantCookie) = (fresh("session"), fresh("eas"))
        state.withLock { state in
            state.jars[browser, default: [:]]["sid"] = session
            state.lastSignedIn = browser
            state.sessions.append(
                StageTenantSession(
                    id: "\(state.sessions.count)", user: user, cookies: [.init(name: "eas.sid", value: tenantCookie)],
                    csrfTokens: ["csrf-\(user)-token"], isLive: true))
            if flaws.contains(.logsSessions) { state.lines.append("signed in \(session)") }
        }
    }

    /// The tenant cookies the toy proxy sends for a browser.
    func tenantCookies(for browser: String) -> String? {
        state.withLock { state in
            guard let held = state.jars[browser]?["sid"], !held.isEmpty else { return nil }
            let owner = flaws.contains(.oneJarForAll) ? state.lastSignedIn ?? browser : browser
            let user = owner.prefix { $0 != "/" }
            let session = state.sessions.last { $0.user == user }
            return session?.cookies.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: "; ")
        }
    }
}
