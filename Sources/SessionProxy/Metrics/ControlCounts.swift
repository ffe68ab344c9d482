// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization

/// What the control side counts: things that are slow anyway, so that one lock costs nothing.
final class ControlCounts: Sendable {
    /// Something that happened; a closed set, so that the number of series has a bound.
    enum Event: Hashable, Sendable {
        case signInStarted, signInFinished
        case signInFailed(ProxyError.Code)
        case sessionEnded(SessionEnd)
        case renewal(RenewalResult)
        case tokenFetch(isRefresh: Bool)
        case refused(ProxyError.Code)
        case sessionsLimit
        /// nil for a failure that is none of the store's own.
        case storeFailure(StoreOperation, StoreProblem.Code?)
    }

    /// How an attempt to open a new tenant session ended.
    enum RenewalResult: String, CaseIterable { case renewed, refused, failed }

    /// What a store is asked to do.
    enum StoreOperation: String, CaseIterable {
        case create, load, update, delete, end, trim, sweep, ping, lock, unlock
    }

    struct State: Sendable {
        var events: [Event: UInt64] = [:]
        var storeTimes: [StoreOperation: Histogram] = [:]

        subscript(_ event: Event) -> UInt64 { events[event, default: 0] }
    }

    private let state = Mutex(State())

    /// All numbers, as of now.
    var current: State { state.withLock { $0 } }

    func count(_ event: Event) {
        state.withLock { $0.events[event, default: 0] &+= 1 }
    }

    /// Does something at the store, and notes how long it took and whether it failed.
    func measure<Value: Sendable>(
        _ operation: StoreOperation, _ work: () async throws -> Value
    ) async throws -> Value {
        let began = NIODeadline.now()
        defer {
            let took = NIODeadline.now() - began
            state.withLock { $0.storeTimes[operation, default: Histogram()].observe(took) }
        }
        do {
            return try await work()
        } catch {
            count(.storeFailure(operation, (error as? StoreProblem)?.code))
            throw error
        }
    }
}
