// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The fault that a link has at present; those who hold bytes back are woken when it changes.
final class FaultSwitch: Sendable {
    private struct State {
        var fault: (any Fault)?
        var version = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter = 0
    }

    private let state = Mutex(State())

    /// The fault and the number of the change that brought it.
    var current: (fault: (any Fault)?, version: Int) {
        state.withLock { ($0.fault, $0.version) }
    }

    func set(_ fault: (any Fault)?) {
        let waiters = state.withLock { state in
            state.fault = fault
            state.version += 1
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns once the fault is another than at the given change, or the task is cancelled.
    func change(after version: Int) async {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.version != version || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
