// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes

/// One recorded request that was sent again, and what became of it.
final class LiveExchange {
    let recorded: StoredExchange
    private let frames: [StoredFrame]
    private let task: Task<DriftMessenger.Reply, any Error>
    private var reply: DriftAnswer?
    /// The socket, if it became one.
    private(set) var socket: DriftSocket?

    init(_ recorded: StoredExchange, frames: [StoredFrame], task: Task<DriftMessenger.Reply, any Error>) {
        self.recorded = recorded
        self.frames = frames
        self.task = task
    }

    /// The answer, with all that was heard so far.
    var answer: DriftAnswer {
        var answer = reply ?? DriftAnswer(head: nil)
        answer.socketEnd = socket?.end
        answer.messages = socket?.dialogue.messages ?? []
        return answer
    }

    /// Waits for the answer.
    ///
    /// - Throws: `TransportError` where the tenant cannot be reached.
    func collect() async throws {
        guard reply == nil else { return }
        let reply = try await task.value
        self.reply = reply.answer
        socket = reply.socket.map { DriftSocket($0, openedAt: recorded.startedAt, following: frames) }
    }
}
