// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Counts who holds how many of something that everybody may have only so many of.
final class Holdings: Sendable {
    private let limit: Int
    private let counts = Mutex<[String: Int]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// One more for that holder, for as long as what is returned lives; nil when the holder has as many as it may.
    func take(for holder: String) -> Holding? {
        let isTaken = counts.withLock { counts in
            let count = counts[holder, default: 0]
            guard count < limit else { return false }
            counts[holder] = count + 1
            return true
        }
        return isTaken ? Holding(of: self, by: holder) : nil
    }

    /// How many holders there are; none is remembered that holds nothing.
    var holders: Int { counts.withLock { $0.count } }

    fileprivate func giveBack(_ holder: String) {
        counts.withLock { counts in
            let count = counts[holder, default: 1]
            counts[holder] = count > 1 ? count - 1 : nil
        }
    }
}

/// One of the things that a holder has; given back when nobody refers to it any more.
final class Holding {
    private let holdings: Holdings
    private let holder: String

    fileprivate init(of holdings: Holdings, by holder: String) {
        self.holdings = holdings
        self.holder = holder
    }

    deinit { holdings.giveBack(holder) }
}
