// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Does a thing once for everybody who asks for it at the same time.
///
/// - Shape: the work goes on when one who waits for it is cancelled; the others still want it.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let running = Mutex<[Key: Task<Value, any Error>]>([:])

    func run(_ key: Key, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = running.withLock { running in
            if let task = running[key] { return task }
            let task = Task { [self] in
                // Under the lock of `running`, so never before the task is entered there.
                defer { forget(key) }
                return try await work()
            }
            running[key] = task
            return task
        }
        return try await task.value
    }

    private func forget(_ key: Key) {
        running.withLock { $0[key] = nil }
    }
}
