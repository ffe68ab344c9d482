// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// What a claim makes of what was witnessed so far.
struct Sighting {
    /// What does not hold yet.
    var mismatches: [Mismatch] = []
    /// The exchanges that show it.
    var exchanges: [WitnessedExchange] = []
    /// True if nothing that may still come can make it hold.
    var isFinal = false
    /// False if each of the exchanges is right by itself, and only their number is not.
    var areToBlame = true

    static let fulfilled = Sighting()
}

extension Scene {
    /// How long a claim waits for what is on its way: a local hop takes milliseconds, a busy CI machine a second.
    static let patience = Duration.seconds(2)
    /// How long sockets may take to close or to deliver: the limit that the requirements WS-08 and BODY-06 name.
    static let socketPatience = Duration.seconds(5)

    /// Looks until the claim holds, cannot hold any more, or the time is over; nothing is polled.
    ///
    /// - Throws: `StepFailure` with what did not hold at the end.
    func eventually(
        on side: Side, within patience: Duration, look: ([WitnessedExchange]) async throws -> Sighting
    ) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while true {
            let progress = Progress(stage.witness(side).exchanges)
            let sighting = try await look(performance.exchanges(side))
            if sighting.mismatches.isEmpty { return }
            let remaining = deadline - clock.now
            var hasNews = false
            if !sighting.isFinal, remaining > .zero {
                hasNews = await stage.witness(side).wait(within: remaining) { Progress($0) != progress }
            }
            guard hasNews else {
                throw StepFailure(
                    sighting.mismatches, side: side, exchanges: sighting.exchanges, areToBlame: sighting.areToBlame)
            }
        }
    }
}

/// How far things have come on one side: equal values mean that nothing happened in between.
private struct Progress: Equatable {
    let count: Int
    let answered: Int
    let ended: Int
    let frames: Int

    init(_ exchanges: [WitnessedExchange]) {
        var answered = 0
        var ended = 0
        var frames = 0
        for exchange in exchanges {
            if exchange.response != nil { answered += 1 }
            if exchange.outcome != .open { ended += 1 }
            if let socket = exchange.socket {
                frames += socket.frames.count
                if socket.closedBy != nil { ended += 1 }
            }
        }
        count = exchanges.count
        self.answered = answered
        self.ended = ended
        self.frames = frames
    }
}
