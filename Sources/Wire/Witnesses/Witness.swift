// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Remembers what passed at one side and lets others wait for it.
///
/// - Shape: exchanges are numbered from 1 in the order in which they began; beyond the limits the oldest are dropped,
///   and `loss` tells how much that was.
public final class Witness: Sendable {
    /// The side that is watched.
    public let side: Side
    private let state: Mutex<State>

    /// Makes a witness that has seen nothing.
    public init(side: Side, limits: WitnessLimits = WitnessLimits()) {
        self.side = side
        state = Mutex(State(store: WitnessStore(limits: limits)))
    }

    /// Remembers a new exchange and gives its number; what it says of `id` is replaced, and of `step` where nil.
    @discardableResult
    public func begin(_ exchange: WitnessedExchange) -> Int {
        change { state in
            let id = state.store.nextID
            state.store.append(exchange, id: id, step: exchange.step ?? state.step)
            return id
        }
    }

    /// Changes an exchange; one that was dropped is left alone.
    public func update(_ id: Int, _ change: (inout WitnessedExchange) -> Void) {
        self.change { $0.store.update(id, change) }
    }

    /// Remembers a frame of the socket of an exchange.
    public func append(_ frame: WitnessedFrame, to id: Int) {
        change { $0.store.append(frame, to: id) }
    }

    /// The exchanges that are kept, ordered by number.
    public var exchanges: [WitnessedExchange] { state.withLock { $0.store.kept } }

    /// At most so many of the exchanges after that number; the others are not copied.
    public func exchanges(after id: Int, limit: Int = .max) -> [WitnessedExchange] {
        state.withLock { $0.store.kept(after: id, limit: limit) }
    }

    /// What is no longer kept.
    public var loss: WitnessLoss { state.withLock { $0.store.dropped } }

    /// The scenario step stamped on new exchanges.
    public var step: Int? {
        get { state.withLock { $0.step } }
        set { state.withLock { $0.step = newValue } }
    }

    /// The exchange of that number, nil where it is unknown or dropped.
    public func exchange(_ id: Int) -> WitnessedExchange? { state.withLock { $0.store[id] } }

    /// Waits until the condition holds of what was seen.
    ///
    /// - Shape: the condition is asked once at the start and again after each change; nothing polls.
    /// - Returns: false when the time was over, or the task cancelled, before the condition held.
    public func wait(
        within patience: Duration, until condition: @escaping @Sendable ([WitnessedExchange]) -> Bool
    ) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.untilHolds(condition) }
            group.addTask {
                do { try await Task.sleep(for: patience, clock: .continuous) } catch {}
                return false
            }
            let holds = await group.next() ?? false
            group.cancelAll()
            return holds
        }
    }

    private struct State {
        var store: WitnessStore
        var step: Int?
        var version = 0
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, waiters) = state.withLock { state in
            let result = body(&state)
            state.version += 1
            let waiters = state.waiters
            state.waiters = [:]
            return (result, waiters)
        }
        for waiter in waiters.values { waiter.resume() }
        return result
    }

    private func untilHolds(_ condition: @Sendable ([WitnessedExchange]) -> Bool) async -> Bool {
        while true {
            let (seen, version) = state.withLock { ($0.store.kept, $0.version) }
            if condition(seen) { return true }
            if Task.isCancelled { return false }
            await changed(since: version)
        }
    }

    /// Returns when the version is another one than given, or the task is cancelled.
    private func changed(since version: Int) async {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The flag is set before the handler below runs, so a cancellation is seen here or finds the waiter.
                let mustWait = state.withLock { state in
                    guard state.version == version, !Task.isCancelled else { return false }
                    state.waiters[waiter] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume()
        }
    }
}
