// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Lets a number of tasks in at a time; the others wait in the order in which they came.
actor Turnstile {
    private var free: Int
    private var queue: [CheckedContinuation<Void, Never>] = []

    /// Has at least one place.
    init(places: Int) {
        free = max(1, places)
    }

    /// Runs `work` once there is a place.
    nonisolated func pass<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value {
        await enter()
        let value = await work()
        await leave()
        return value
    }

    private func enter() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { queue.append($0) }
    }

    /// Hands the place to the next in the queue, so that nobody can slip in between.
    private func leave() {
        if queue.isEmpty {
            free += 1
        } else {
            queue.removeFirst().resume()
        }
    }
}
