// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import ScenarioRunner
import Transport
import Wire

/// The wires of a stage: one to the proxy, one to the tenant, one to the identity provider.
struct StageLinks: StageLink {
    let browser: Link
    let tenant: Link
    let identityProvider: Link
    let trap: Trap

    func set(_ fault: StageLinkFault) async throws {
        let link = try link(fault.side)
        let name = fault.name == "black-hole" ? "blackHole" : fault.name
        do {
            link.setFault(try Faults.make(name, FaultParameters(fault.parameters)))
        } catch {
            throw StageProblem(.setup, "\(error)")
        }
        if fault.name == "refuse" || fault.name == "reset" { await link.dropConnections() }
    }

    func heal(_ side: Side?) async throws {
        guard let side else { return [browser, tenant, identityProvider].forEach { $0.setFault(nil) } }
        try link(side).setFault(nil)
    }

    func trappedConnections() async -> Int { trap.visits.count }

    func stop() async {
        for link in [browser, tenant, identityProvider] { await link.stop() }
        await trap.stop()
    }

    private func link(_ side: Side) throws -> Link {
        switch side {
        case .browser: return browser
        case .tenant: return tenant
        case .identityProvider: return identityProvider
        default: throw StageProblem(.unsupported, "this stage has no link to the \(side.rawValue)")
        }
    }
}

/// Lets connections to one double through, or refuses them.
struct Gate: Sendable {
    let link: Link

    func open() { link.setFault(nil) }

    func shut() async {
        link.setFault(Refuse())
        await link.dropConnections()
    }
}

extension FaultParameters {
    init(_ parameters: [String: StageFaultParameter]) {
        self.init()
        for (name, value) in parameters {
            switch value {
            case .duration(let time): duration = time
            case .bytes(let count): bytes = count
            case .word(let word) where name == "direction":
                direction = word == "up" ? .toServer : word == "down" ? .toClient : nil
            case .word: break
            }
        }
    }
}
