// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The scripted answers of one double, in the order in which they were added.
public final class AnswerScript: Sendable {
    private struct Entry {
        var answer: ScriptedAnswer
        var matched = 0

        /// Counts a match and tells whether the answer applies to it.
        mutating func count() -> Bool {
            matched += 1
            let first = answer.nth ?? 1
            let times = answer.times ?? (answer.nth == nil ? Int.max : 1)
            return matched >= first && matched - first < times
        }
    }

    private let entries = Mutex<[Entry]>([])

    /// Makes an empty script.
    public init() {}

    /// Adds an answer after those that are there.
    public func add(_ answer: ScriptedAnswer) {
        entries.withLock { $0.append(Entry(answer: answer)) }
    }

    /// Forgets all answers.
    public func removeAll() {
        entries.withLock { $0 = [] }
    }

    /// The answer for the next request, nil where the double answers as usual.
    ///
    /// - Shape: every answer that matches counts the request; of those that apply the first added wins.
    public func next(method: String, path: String, user: String?) -> ScriptedAnswer? {
        entries.withLock { entries in
            var chosen: ScriptedAnswer?
            for index in entries.indices where entries[index].answer.matches(method: method, path: path, user: user) {
                if entries[index].count(), chosen == nil { chosen = entries[index].answer }
            }
            return chosen
        }
    }
}
