// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// `Set-Cookie` lines that the control interface wants on coming answers, letter by letter.
final class ExtraCookies: Sendable {
    private struct Order: Sendable {
        let lines: [String]
        let user: String?
        var times: Int
    }

    private let orders = Mutex<[Order]>([])

    func add(_ lines: [String], user: String?, times: Int) {
        guard times > 0 else { return }
        orders.withLock { $0.append(Order(lines: lines, user: user, times: times)) }
    }

    /// The lines due on an answer to this user.
    func take(for user: TenantUser?) -> [String] {
        orders.withLock { orders in
            var lines: [String] = []
            for index in orders.indices {
                if let name = orders[index].user, user?.isNamed(name) != true { continue }
                lines += orders[index].lines
                orders[index].times -= 1
            }
            orders.removeAll { $0.times <= 0 }
            return lines
        }
    }

    func removeAll() {
        orders.withLock { $0.removeAll() }
    }
}
