// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Synchronization
import Transport
import Wire

/// Everything that the endpoints, the engine and the control interface of one tenant share.
final class TenantCore: Sendable {
    let configuration: MockTenantConfiguration
    let witness: Witness
    let script = AnswerScript()
    let canaries = CanaryBook()
    let users: UserBook
    let sessions: SessionBook
    let ledger = TokenLedger()
    let engine = EngineHall()
    let contents = TempContentShelf()
    let events = EventFeeds()
    let extraCookies = ExtraCookies()
    let webIntegrations = Shelf<WebIntegration>()
    let identityProviders = Shelf<IdentityProviderEntry>()
    let contentOrigins = Shelf<TenantContentOrigin>()
    let dataFiles = Shelf<TenantDataFile>()
    let reports = Shelf<TenantReport>()
    let rateLimits = RateLimits()
    let logins = LoginLedger()
    /// The places without behaviour.
    let staticEndpoints: StaticEndpoints
    /// 32 characters that stand for the tenant in bodies.
    let tenantID: String
    /// The load balancer's mark on answers that belong to no session.
    let anonymousPrefix: String
    /// What must be new and need not be secret, as cheap as it comes.
    let noise: RandomSource
    /// The first half of every trace id of an exchange.
    private let traceSalt: [UInt8]
    private let state: Mutex<State>

    private struct State {
        var switches: TenantSwitches
    }

    init(_ configuration: MockTenantConfiguration) {
        self.configuration = configuration
        let random = configuration.random
        witness = Witness(side: .tenant, limits: configuration.witnessLimits)
        users = UserBook(random: random, nicknames: configuration.nicknames, members: configuration.data.members)
        sessions = SessionBook(random: random, canaries: canaries)
        staticEndpoints = StaticEndpoints(configuration.data.endpoints)
        tenantID = Base64.encode(random.bytes(24), urlSafe: true, padded: false)
        anonymousPrefix = LoadBalancerCookie.newPrefix(random)
        traceSalt = random.bytes(8)
        noise = .seeded(random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        state = Mutex(State(switches: configuration.switches))
        noteAnonymousPrefix()
        fillShelves()
    }

    var random: RandomSource { configuration.random }
    var scheme: String { configuration.identity == nil ? "http" : "https" }
    var now: Int64 { configuration.time.now() }

    var switches: TenantSwitches {
        get { state.withLock { $0.switches } }
        set { state.withLock { $0.switches = newValue } }
    }

    var data: TenantData { configuration.data }

    /// The keys that login tokens may be signed with.
    var keys: [TenantKey] { identityProviders.all.map(\.key) }

    /// What a path leads to, endpoints with behaviour first.
    func match(method: String, path: String) -> TenantEndpoints.Match {
        let match = TenantEndpoints.find(method: method, path: path)
        if case .nothing = match { return staticEndpoints.find(method: method, path: path) }
        return match
    }

    /// The user of the API key that a request carries; each key is a user of its own.
    ///
    /// - Source: qlik.dev, "JSON-RPC" and "REST": an API key goes as `Authorization: Bearer`.
    func keyHolder(_ request: RequestHead) -> TenantUser? {
        guard !configuration.apiKeys.isEmpty, let value = request.headers.first("Authorization") else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].lowercased() == "bearer", configuration.apiKeys.contains(parts[1]) else {
            return nil
        }
        let (user, isNew) = users.holder(of: parts[1], now: now)
        if isNew { canaries.add(.bodyMarker, owner: user.name, name: "marker", value: user.marker) }
        return user
    }

    func register(_ key: TenantKey) {
        let entry = IdentityProviderEntry(key, now: now)
        identityProviders.remove(entry.id)
        identityProviders.put(entry)
    }

    /// 24 hexadecimal digits that nobody had before.
    func newID() -> String {
        Hex.string(random.bytes(12))
    }

    /// The trace id of one exchange: the same in its body and in its header.
    func traceID(of exchange: Int) -> String {
        Hex.string(traceSalt + withUnsafeBytes(of: UInt64(exchange).bigEndian) { Array($0) })
    }

    func newTraceID() -> String {
        Hex.string(random.bytes(16))
    }

    /// The items in an order drawn by the seed.
    func shuffled<Item>(_ items: [Item]) -> [Item] {
        var items = items
        for index in items.indices.dropFirst().reversed() {
            items.swapAt(index, Int(random.bytes(1)[0]) % (index + 1))
        }
        return items
    }

    /// Forgets users, sessions, contents and scripted answers; data and switches go back to where they began.
    func reset() {
        users.removeAll()
        sessions.removeAll()
        ledger.removeAll()
        contents.removeAll()
        extraCookies.removeAll()
        rateLimits.removeAll()
        logins.removeAll()
        engine.faults.removeAll()
        engine.forgetChanges()
        script.removeAll()
        canaries.removeAll()
        noteAnonymousPrefix()
        reports.reset()
        fillShelves()
        switches = configuration.switches
    }

    /// Puts what the configuration names where clients can change it.
    private func fillShelves() {
        webIntegrations.reset(
            to: configuration.webIntegrations.sorted { $0.key < $1.key }.map {
                WebIntegration(id: $0.key, name: $0.key, origins: $0.value, createdAt: now, updatedAt: now)
            })
        identityProviders.reset(to: configuration.keys.map { IdentityProviderEntry($0, now: now) })
        contentOrigins.reset(to: data.contentOrigins)
        dataFiles.reset(
            to: data.dataFiles.map { file in
                var file = file
                file.modifiedAt = now
                return file
            })
    }

    private func noteAnonymousPrefix() {
        canaries.add(.tenantCookie, owner: "nobody", name: CookieNames.loadBalancer, value: anonymousPrefix)
    }
}
