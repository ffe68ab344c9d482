// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Remembers each consumed `jti` until its token has expired.
final class TokenLedger: Sendable {
    private struct Entry: Hashable {
        let issuer: String
        let identifier: String
    }

    private let used = Mutex<[Entry: Int64]>([:])

    /// Returns false where this `jti` of this issuer was used already and its token has not expired since.
    func use(_ identifier: String, of issuer: String, until expiry: Int64, now: Int64) -> Bool {
        used.withLock { used in
            used = used.filter { $0.value > now }
            return used.updateValue(expiry, forKey: Entry(issuer: issuer, identifier: identifier)) == nil
        }
    }

    func removeAll() {
        used.withLock { $0.removeAll() }
    }
}
