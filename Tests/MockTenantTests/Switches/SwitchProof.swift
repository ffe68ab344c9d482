// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// How one switch shows on the wire: for each setting, what a client sees.
struct SwitchProof: Sendable, CustomTestStringConvertible {
    let name: String
    /// The first one is the default of the contract.
    let settings: [(value: String, seen: String)]
    let look: @Sendable (TenantHarness) async throws -> String

    init(
        _ name: String, _ settings: [(value: String, seen: String)],
        _ look: @escaping @Sendable (TenantHarness) async throws -> String
    ) {
        self.name = name
        self.settings = settings
        self.look = look
    }

    /// A switch that is on or off.
    static func flag(
        _ name: String, on: String, off: String, isOn: Bool = true,
        _ look: @escaping @Sendable (TenantHarness) async throws -> String
    ) -> SwitchProof {
        SwitchProof(name, isOn ? [("on", on), ("off", off)] : [("off", off), ("on", on)], look)
    }

    var testDescription: String { name }

    /// Every proof; a switch without one fails a test.
    static let all = tokens + cookies + sessions + refusals + sockets + engine + answers + limits
}

extension BrowserResponse {
    var status: String { String(head.status) }

    func field(_ name: String) -> String { head.headers.first(name) ?? "none" }
}

extension UpgradeOutcome {
    /// "opened", or the status of the refusal.
    var summary: String {
        switch self {
        case .opened: "opened"
        case .refused(let answer): answer.status
        }
    }

    /// The close code behind a 101, or the status of the refusal.
    var refusal: String {
        get async throws {
            guard case .opened(let socket, _) = self else { return summary }
            return try await socket.closing()?.code.map { String($0.rawValue) } ?? "none"
        }
    }
}
