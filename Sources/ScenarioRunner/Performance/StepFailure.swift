// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// One expectation that was not met.
struct Mismatch: Sendable, Hashable {
    /// What was expected.
    let expected: String
    /// What was seen instead.
    let seen: String

    /// True if the first list is nearer to what was expected: fewer differ, or the first of them differs later.
    static func isNearer(_ one: [Mismatch], _ other: [Mismatch]) -> Bool {
        guard one.count == other.count else { return one.count < other.count }
        return (one.first?.lettersInCommon ?? 0) > (other.first?.lettersInCommon ?? 0)
    }

    /// How far the two texts agree.
    private var lettersInCommon: Int { zip(expected.utf8, seen.utf8).prefix { $0 == $1 }.count }
}

/// A step did not come out as it must.
struct StepFailure: Error, Sendable {
    /// True if the step only prepares, so that nothing was put to the test.
    var isSetup = false
    /// What was not met.
    let mismatches: [Mismatch]
    /// The side that was looked at.
    let side: Side
    /// The exchanges that show it.
    let exchanges: [WitnessedExchange]
    /// False if each of the exchanges is right by itself, and only their number is not.
    var areToBlame = true

    /// The exchanges at fault: of a chain of answers the last one, of many requests the first few.
    var suspects: ArraySlice<WitnessedExchange> {
        guard areToBlame else { return [] }
        return side == .browser ? exchanges.suffix(1) : exchanges.prefix(3)
    }

    init(
        _ mismatches: [Mismatch], side: Side, exchanges: [WitnessedExchange] = [], isSetup: Bool = false,
        areToBlame: Bool = true
    ) {
        self.areToBlame = areToBlame
        self.mismatches = mismatches
        self.side = side
        self.exchanges = exchanges
        self.isSetup = isSetup
    }

    init(expected: String, seen: String, side: Side, exchanges: [WitnessedExchange] = [], isSetup: Bool = false) {
        self.init([Mismatch(expected: expected, seen: seen)], side: side, exchanges: exchanges, isSetup: isSetup)
    }
}
