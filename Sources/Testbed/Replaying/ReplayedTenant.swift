// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import MockTenant
import ScenarioRunner
import Transport
import Wire

/// A cassette in the tenant's place, watched on the wire.
struct ReplayedTenantParty: TenantParty {
    let server: ReplayServer
    let host: String
    let traffic: TrafficWitness
    /// Called at the end, with what is left of the recording.
    let onEnd: @Sendable (ReplayDeck) -> Void

    var endpoint: Endpoint { Endpoint(host: host, port: server.port) }
    var tap: (any LinkTap)? { traffic }
    var witness: Witness { traffic.witness }
    var mock: MockTenant? { nil }

    func canaries() -> [Canary] { traffic.canaries }

    func driver(gate: Gate) -> any StageTenant { ReplayedTenantDriver(traffic: traffic, gate: gate) }

    func stop() async {
        await server.stop()
        onEnd(server.deck)
    }
}

/// A replayed tenant as scenarios drive it: what a step has the tenant do is in the recording, and happens at its place.
struct ReplayedTenantDriver: StageTenant {
    let traffic: TrafficWitness
    let gate: Gate
    private let lines = SetCookieLines()

    init(traffic: TrafficWitness, gate: Gate) {
        self.traffic = traffic
        self.gate = gate
    }

    func restore() async throws { gate.open() }

    func setListening(_ isListening: Bool) async throws {
        if isListening { gate.open() } else { await gate.shut() }
    }

    func sessions() async -> [StageTenantSession] {
        TenantSessionModel(exchanges: traffic.witness.exchanges, live: traffic.sessions, lines: lines).sessions
    }

    func script(_ answer: ScriptedAnswer) async throws {}
    func expireSessions(of user: String?) async throws {}
    func rotateSessionCookie(of user: String) async throws {}
    func rotateCSRFToken(of user: String) async throws {}
    func set(_ name: String, to value: String) async throws {}
    func send(_ frame: StageFrame, to user: String, newestOnly: Bool) async throws {}
    func closeSockets(of user: String, code: UInt16?, reason: String) async throws {}
    func dropSockets(of user: String, politely: Bool) async throws {}
    func setReading(_ isReading: Bool, of user: String) async throws {}
}
