// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

extension Scene {
    /// The newest socket of a user among exchanges of the tenant side.
    func newestSocket(of user: String, in exchanges: [WitnessedExchange]) -> WitnessedExchange? {
        exchanges.last { $0.socket != nil && performance.isActor($0.actor, user) }
    }

    /// The acting user's socket of this name, as the browser side shows it now.
    func socket(_ name: String) throws -> WitnessedExchange {
        guard let exchange = performance.socket(name, of: actor) else {
            throw StageProblem(.setup, "\(actor) has opened no socket\(name.isEmpty ? "" : " called \(name)")")
        }
        return exchange
    }
}
