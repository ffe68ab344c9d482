// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The answers that were prepared last, so that one that is played again and again is read once, and a long replay
/// stays small.
struct PreparedAnswers {
    private var answers: [Int64: PreparedAnswer] = [:]
    /// The exchanges in the order in which they came, as a ring.
    private var order: [Int64] = []
    private var next = 0

    private static let most = 1024

    /// The answer of an entry, from here or from the file.
    mutating func answer(of entry: PlaybackEntry, in cassette: Cassette) throws -> PreparedAnswer {
        let id = entry.stored.id
        if let known = answers[id] { return known }
        let answer = try PreparedAnswer(entry.stored, cassette: cassette)
        answers[id] = answer
        if order.count < Self.most {
            order.append(id)
        } else {
            answers[order[next]] = nil
            order[next] = id
            next = (next + 1) % Self.most
        }
        return answer
    }
}
