// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Chooses the exchanges that a sequence tells of, where there are too many to tell all.
///
/// The evidence of a failure goes first, then the failing step, then a first look at every step and side, so that the
/// whole course stays visible however often a group was played.
struct SequenceChoice {
    /// What the failure was seen by.
    let evidence: Set<SequenceKey>
    /// The number of the step that failed.
    let failingStep: Int?

    /// At most `limit` of the exchanges, in their order.
    func chosen(_ exchanges: [WitnessedExchange], limit: Int) -> [WitnessedExchange] {
        guard exchanges.count > limit else { return exchanges }
        var seen: [String: Int] = [:]
        let ranked = exchanges.enumerated().map { index, exchange -> (index: Int, rank: Int) in
            let group = "\(exchange.step ?? 0) \(exchange.side.rawValue) \(exchange.actor ?? "")"
            seen[group, default: 0] += 1
            return (index, rank(exchange, nth: seen[group, default: 0]))
        }
        let kept = ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.prefix(limit).map(\.index)
        return kept.sorted().map { exchanges[$0] }
    }

    private func rank(_ exchange: WitnessedExchange, nth: Int) -> Int {
        if evidence.contains(SequenceKey(exchange)) { return nth }
        if let failingStep, exchange.step == failingStep { return nth + 1 }
        return nth + 2
    }
}

/// Names an exchange among those of all sides.
struct SequenceKey: Sendable, Hashable {
    let side: Side
    let id: Int

    init(_ exchange: WitnessedExchange) {
        side = exchange.side
        id = exchange.id
    }
}
