// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

@testable import ScenarioRunner

/// Every other party of the toy world: notes what it was told.
struct FakeParty: StageTenant, StageIdentityProvider, StageClock, StageLink, StageStore, StageLog, StageProxy {
    let world: FakeWorld

    func script(_ answer: ScriptedAnswer) async throws { world.note("script \(answer.path ?? "*") \(answer.action)") }
    func restore() async throws { world.note("restore") }
    func expireSessions(of user: String?) async throws { world.note("expire \(user ?? "everyone")") }
    func rotateSessionCookie(of user: String) async throws { world.note("rotate cookie \(user)") }
    func rotateCSRFToken(of user: String) async throws { world.note("rotate csrf \(user)") }
    func set(_ name: String, to value: String) async throws { world.note("set \(name)=\(value)") }
    func setListening(_ isListening: Bool) async throws { world.note("listening \(isListening)") }
    func sessions() async -> [StageTenantSession] { world.state.withLock { $0.sessions } }
    func send(_ frame: StageFrame, to user: String, newestOnly: Bool) async throws {
        world.note("tenant frame \(user)")
    }
    func closeSockets(of user: String, code: UInt16?, reason: String) async throws {
        world.note("tenant close \(user) \(code ?? 0)")
    }
    func dropSockets(of user: String, politely: Bool) async throws { world.note("tenant drop \(user)") }
    func setReading(_ isReading: Bool, of user: String) async throws { world.note("tenant reading \(isReading)") }
    func endSession(of user: String) async throws { world.note("end session \(user)") }
    func renewSigningKey() async throws { world.note("renew signing key") }
    func rotateKeys() async throws { world.note("rotate keys") }
    func sendLogoutToken(for user: String, defect: String?) async throws -> Int {
        world.note("logout token \(user)")
        return 200
    }
    var now: Int64 { 0 }
    func advance(by duration: Duration) async throws {
        world.note("advance")
        if world.flaws.contains(.forgetsEverybody) { world.state.withLock { $0.jars = [:] } }
    }
    func set(_ fault: StageLinkFault) async throws { world.note("fault \(fault.name)") }
    func heal(_ side: Side?) async throws { world.note("heal \(side?.rawValue ?? "all")") }
    func trappedConnections() async -> Int { 0 }
    func dump() async throws -> [StageRecord] { [StageRecord(name: "db", bytes: Array("nothing".utf8))] }
    func sessionCount() async throws -> Int { world.state.withLock { $0.sessions.count } }
    func setFault(_ name: String, parameters: [String: StageFaultParameter]) async throws {
        world.note("store \(name)")
    }
    func heal() async throws { world.note("store heals") }
    func integrityProblem() async throws -> String? { nil }
    func lines() async -> [String] { world.state.withLock { $0.lines } }
    func isAlive() async -> Bool { !world.flaws.contains(.dies) }
    func ending() async -> String? { nil }
    func identity() async -> String { "life \(world.state.withLock { $0.life })" }
    func kill() async throws { world.state.withLock { $0.life += 1 } }
    func restart() async throws { world.state.withLock { $0.life += 1 } }
    func stop() async throws { world.note("stop") }
    func residentBytes() async -> Int? { 1 << 20 }
}
