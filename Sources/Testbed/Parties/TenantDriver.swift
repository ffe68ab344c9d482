// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import MockTenant
import NIOCore
import ScenarioRunner
import Transport
import Wire

/// The mock tenant of a stage, as scenarios drive it.
struct TenantDriver: StageTenant {
    let tenant: MockTenant
    let gate: Gate
    let switches: TenantSwitches
    private let lines = SetCookieLines()

    func script(_ answer: ScriptedAnswer) async throws { tenant.script.add(answer) }

    func restore() async throws {
        tenant.script.removeAll()
        tenant.switches = switches
        gate.open()
    }

    func expireSessions(of user: String?) async throws {
        if let user { tenant.expireSession(of: user) } else { tenant.expireAllSessions() }
    }

    func rotateSessionCookie(of user: String) async throws { tenant.rotateSessionCookie(of: user) }

    func rotateCSRFToken(of user: String) async throws { tenant.rotateCSRFToken(of: user) }

    func set(_ name: String, to value: String) async throws {
        do {
            try tenant.setSwitch(name, to: value)
        } catch {
            throw StageProblem(.setup, error.reason)
        }
    }

    func setListening(_ isListening: Bool) async throws {
        if isListening { gate.open() } else { await gate.shut() }
    }

    func sessions() async -> [StageTenantSession] {
        TenantSessionModel(
            exchanges: tenant.witness.exchanges, live: tenant.sessions.map(LiveTenantSession.init), lines: lines
        )
        .sessions
    }

    // MARK: Sockets

    func send(_ frame: StageFrame, to user: String, newestOnly: Bool) async throws {
        let sockets = try open(user)
        for socket in newestOnly ? Array(sockets.suffix(1)) : sockets {
            try await socket.send(
                frame: Frame(
                    fin: frame.isFinal, reserved: frame.reserved, opcode: frame.opcode,
                    payload: ByteBuffer(bytes: frame.payload)))
        }
    }

    func closeSockets(of user: String, code: UInt16?, reason: String) async throws {
        for socket in try open(user) { try await socket.close(code: code, reason: reason) }
    }

    func dropSockets(of user: String, politely: Bool) async throws {
        for socket in try open(user) { await socket.drop(reset: !politely) }
    }

    func setReading(_ isReading: Bool, of user: String) async throws {
        for socket in try open(user) {
            if isReading { socket.resumeReading() } else { socket.pauseReading() }
        }
    }

    private func open(_ user: String) throws -> [TenantSocket] {
        let sockets = tenant.sockets(of: user).filter(\.isOpen)
        guard !sockets.isEmpty else { throw StageProblem(.setup, "\(user) has no open socket at the tenant") }
        return sockets
    }
}

extension LiveTenantSession {
    fileprivate init(_ view: TenantSessionView) {
        self.init(
            id: view.fingerprint, user: view.user, csrfCookie: view.cookie("_csrfToken"), csrfTokens: view.csrfTokens)
    }
}
