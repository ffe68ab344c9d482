// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

/// The answers that are held back, so that later ones overtake them and calls can be given up.
final class PendingAnswers: Sendable {
    private let answers = Mutex<[EngineAnswer]>([])

    func hold(_ answer: EngineAnswer) { answers.withLock { $0.append(answer) } }

    /// Takes one answer out; nil where it has left already.
    func release(_ id: JSONValue) -> EngineAnswer? {
        answers.withLock { answers in
            answers.firstIndex { $0.id == id }.map { answers.remove(at: $0) }
        }
    }

    /// Takes out those that a call gives up.
    func release(_ aborted: EngineOutcome.AbortedCalls) -> [EngineAnswer] {
        switch aborted {
        case .none: []
        case .one(let id): release(id).map { [$0] } ?? []
        case .all:
            answers.withLock { answers in
                defer { answers = [] }
                return answers
            }
        }
    }
}
