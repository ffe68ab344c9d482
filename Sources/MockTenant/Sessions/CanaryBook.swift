// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

/// Every secret that the tenant has handed out or received, by kind and owner, for the oracle that hunts leaks.
final class CanaryBook: Sendable {
    private let canaries = Mutex<[Canary]>([])

    func add(_ kind: Canary.Kind, owner: String, name: String, value: String) {
        guard !value.isEmpty else { return }
        canaries.withLock {
            $0.append(Canary(kind: kind, owner: owner, name: "\(owner).\(name)", value: value))
        }
    }

    var all: [Canary] { canaries.withLock { $0 } }

    func removeAll() {
        canaries.withLock { $0.removeAll() }
    }
}
