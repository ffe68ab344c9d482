// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import Wire

/// Why a scenario failed, with the evidence; all secrets are replaced by their canary names.
public struct Failure: Sendable {
    /// What kind of check did not hold.
    public enum Check: String, Sendable, Hashable {
        /// A step of the scenario.
        case step
        /// The taint oracle: a secret was seen where it must not be.
        case taint
        /// The bystander: an innocent user was not served, or the proxy is no longer the same.
        case bystander
    }

    /// What was seen on one side.
    public struct Sight: Sendable, Hashable {
        /// The side.
        public let side: Side
        /// What was seen, as a sentence.
        public let text: String

        /// Makes a sight.
        public init(side: Side, text: String) {
            self.side = side
            self.text = text
        }
    }

    /// A requirement the scenario covers.
    public struct Norm: Sendable, Hashable {
        /// The requirement's id.
        public let id: String
        /// Its statement.
        public let sentence: String
        /// Where that is written.
        public let source: String

        /// Makes a norm.
        public init(id: String, sentence: String, source: String) {
            self.id = id
            self.sentence = sentence
            self.source = source
        }
    }

    /// What kind of check did not hold.
    public let check: Check
    /// One line that says what went wrong.
    public let summary: String
    /// Where the step stands; nil for checks outside the steps.
    public let place: SourcePlace?
    /// The step's label, or `taint`, `bystander`.
    public let label: String
    /// The step's sentence: `ana gets`.
    public let sentence: String
    /// What was expected.
    public let expected: [String]
    /// What was seen, per side.
    public let seen: [Sight]
    /// The requirements at stake.
    public let norms: [Norm]
    /// The exchanges that led there, oldest first.
    public let exchanges: [WitnessedExchange]

    /// Makes a failure.
    public init(
        check: Check = .step, summary: String, place: SourcePlace? = nil, label: String = "", sentence: String = "",
        expected: [String] = [], seen: [Sight] = [], norms: [Norm] = [], exchanges: [WitnessedExchange] = []
    ) {
        self.check = check
        self.summary = summary
        self.place = place
        self.label = label
        self.sentence = sentence
        self.expected = expected
        self.seen = seen
        self.norms = norms
        self.exchanges = exchanges
    }
}
