// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The sign-ins that each address has begun and neither finished nor let run out.
///
/// What a sign-in needs is sealed in the browser that began it; kept here is only when it began. So there is little to
/// fill, and it empties itself.
final class UnfinishedSignIns: Sendable {
    /// How many addresses are remembered; beyond them those that begin something anew are forgotten first.
    static let addressLimit = 100_000

    private let limit: Int
    private let milliseconds: Int64
    /// When each began, oldest first, by address.
    private let begun = Mutex<[String: [Int64]]>([:])

    init(limit: Int, milliseconds: Int64) {
        self.limit = limit
        self.milliseconds = milliseconds
    }

    /// Notes that a sign-in begins; false when the address has as many unfinished ones as it may.
    func begin(at address: String, now: Int64) -> Bool {
        begun.withLock { begun in
            if begun.count >= Self.addressLimit { forgetOld(&begun, now: now) }
            var times = begun.removeValue(forKey: address) ?? []
            times.removeAll { now - $0 >= milliseconds }
            let fits = times.count < limit
            if fits { times.append(now) }
            begun[address] = times
            return fits
        }
    }

    /// Notes that the sign-in which began then, or a moment before, is over, one way or the other.
    func finish(at address: String, startedAt: Int64) {
        begun.withLock { begun in
            guard var times = begun[address], let index = times.lastIndex(where: { $0 <= startedAt }) else { return }
            times.remove(at: index)
            begun[address] = times.isEmpty ? nil : times
        }
    }

    /// How many addresses have unfinished sign-ins.
    var addresses: Int { begun.withLock { $0.count } }

    private func forgetOld(_ begun: inout [String: [Int64]], now: Int64) {
        begun = begun.filter { $0.value.contains { now - $0 < milliseconds } }
        guard begun.count >= Self.addressLimit, let busiest = begun.min(by: { $0.value.count < $1.value.count }) else {
            return
        }
        begun[busiest.key] = nil
    }
}
