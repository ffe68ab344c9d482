// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The server-sent event streams that are held open, by user.
final class EventFeeds: Sendable {
    /// One stream: what it is fed with, and how it ends.
    struct Feed: Sendable {
        let texts: AsyncStream<String>
        let end: @Sendable () -> Void
    }

    private struct State {
        var next = 0
        var feeds: [Int: (user: String, continuation: AsyncStream<String>.Continuation)] = [:]
    }

    private let state = Mutex(State())

    func subscribe(user: String) -> Feed {
        let (texts, continuation) = AsyncStream.makeStream(of: String.self)
        let key = state.withLock { state in
            state.next += 1
            state.feeds[state.next] = (user, continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.feeds.removeValue(forKey: key) }
        }
        return Feed(texts: texts) { continuation.finish() }
    }

    /// Sends a text to every open stream of a user, and tells how many there are.
    @discardableResult
    func send(_ text: String, to user: String) -> Int {
        let open = continuations(of: user)
        for continuation in open { continuation.yield(text) }
        return open.count
    }

    func end(of user: String) {
        for continuation in continuations(of: user) { continuation.finish() }
    }

    private func continuations(of user: String) -> [AsyncStream<String>.Continuation] {
        state.withLock { state in state.feeds.values.filter { $0.user == user }.map(\.continuation) }
    }
}
