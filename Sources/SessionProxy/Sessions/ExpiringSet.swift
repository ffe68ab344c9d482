// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Remembers things for a while, and no more of them than fit.
final class ExpiringSet<Element: Hashable & Sendable>: Sendable {
    private let entries = Mutex<[Element: Int64]>([:])
    private let milliseconds: Int64
    private let limit: Int

    init(milliseconds: Int64, limit: Int = 100_000) {
        self.milliseconds = milliseconds
        self.limit = limit
    }

    /// Remembers an element from `now` on; false when it is remembered already.
    func insert(_ element: Element, now: Int64) -> Bool {
        entries.withLock { entries in
            if let until = entries[element], until > now { return false }
            if entries.count >= limit { entries = entries.filter { $0.value > now } }
            if entries.count >= limit, let oldest = entries.min(by: { $0.value < $1.value }) {
                entries[oldest.key] = nil
            }
            entries[element] = now + milliseconds
            return true
        }
    }

    func contains(_ element: Element, now: Int64) -> Bool {
        entries.withLock { ($0[element] ?? .min) > now }
    }
}
