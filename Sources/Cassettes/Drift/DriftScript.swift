// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The steps of some recordings in the order of time, so that whoever takes them one by one keeps every cause before its
/// effect.
///
/// - Shape: recordings come one after the other; of each only as much is held as is under way.
public struct DriftScript {
    private struct Due {
        var at: Int64
        var step: DriftStep
    }

    private let cassette: Cassette
    private var recordings: ArraySlice<Int64>
    private var page: ArraySlice<StoredExchange> = []
    private var last: Int64 = 0
    private var isRead = false
    /// What follows from the requests that were sent, in the order of time.
    private var due: ArraySlice<Due> = []

    /// Begins with the first exchange.
    public init(_ cassette: Cassette, _ recordings: [StoredRecording]) {
        self.cassette = cassette
        self.recordings = recordings.map(\.id)[...]
    }

    /// The next step, nil behind the last.
    ///
    /// - Throws: ``CassetteProblem`` where the file cannot be read.
    public mutating func next() throws -> DriftStep? {
        while let recording = recordings.first {
            let coming = try coming(of: recording)
            if let first = due.first, coming.map({ first.at <= $0.startedAt }) ?? true {
                due.removeFirst()
                return first.step
            }
            if let coming {
                page.removeFirst()
                try schedule(coming)
                return DriftStep(exchange: coming.id, what: .send(coming))
            }
            recordings.removeFirst()
            isRead = false
        }
        return nil
    }

    private mutating func coming(of recording: Int64) throws -> StoredExchange? {
        if page.isEmpty, !isRead {
            page = try cassette.exchanges(of: recording, after: last)[...]
            last = page.last?.id ?? last
            isRead = page.isEmpty
        }
        return page.first
    }

    private mutating func schedule(_ exchange: StoredExchange) throws {
        func add(_ at: Int64, _ what: DriftStep.What) {
            due.append(Due(at: max(at, exchange.startedAt), step: DriftStep(exchange: exchange.id, what: what)))
        }
        guard exchange.isSocket else {
            add(exchange.endedAt ?? exchange.answeredAt ?? exchange.startedAt, .collect)
            return sort()
        }
        add(exchange.answeredAt ?? exchange.startedAt, .collect)
        for frame in try cassette.frames(of: exchange.id) where frame.frame.opcode < 8 {
            add(frame.at, frame.frame.side == .client ? .say(frame) : .hear(frame))
        }
        if let end = try cassette.socketEnd(of: exchange.id) { add(end.at, .end(end)) }
        sort()
    }

    /// What happened at the same time stays in the order in which it was scheduled, for sorting is stable.
    private mutating func sort() { due = due.sorted { $0.at < $1.at }[...] }
}
