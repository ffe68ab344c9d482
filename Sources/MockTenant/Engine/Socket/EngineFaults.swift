// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Errors that the control interface wants in the place of coming answers.
final class EngineFaults: Sendable {
    private struct Order: Sendable {
        let method: String
        let user: String?
        let error: EngineError
        var times: Int
    }

    private let orders = Mutex<[Order]>([])

    func add(_ error: EngineError, method: String, user: String?, times: Int) {
        orders.withLock { $0.append(Order(method: method, user: user, error: error, times: times)) }
    }

    /// The error due on this call.
    func take(method: String, user: TenantUser) -> EngineError? {
        orders.withLock { orders in
            orders.removeAll { $0.times <= 0 }
            let due = orders.firstIndex { $0.method == method && ($0.user.map(user.isNamed) ?? true) }
            return due.map { index in
                orders[index].times -= 1
                return orders[index].error
            }
        }
    }

    func removeAll() { orders.withLock { $0.removeAll() } }
}
