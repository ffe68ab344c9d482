// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// The evidence of a failure as plain values.
public struct FailureRecord: Sendable, Hashable, Codable {
    /// What was seen on one side.
    public struct Sight: Sendable, Hashable, Codable {
        /// The side in words.
        public let side: String
        /// What was seen.
        public let text: String
    }

    /// A requirement at stake.
    public struct Norm: Sendable, Hashable, Codable {
        /// The requirement's id.
        public let id: String
        /// Its statement.
        public let sentence: String
        /// Where that is written.
        public let source: String
    }

    /// `step`, `taint` or `bystander`.
    public let check: String
    /// One line that says what went wrong.
    public let summary: String
    /// The file in which the step stands.
    public let file: String
    /// Its line.
    public let line: Int
    /// Its column.
    public let column: Int
    /// The step's label, or the check.
    public let label: String
    /// The step's sentence without its object.
    public let sentence: String
    /// What was expected.
    public let expected: [String]
    /// What was seen.
    public let seen: [Sight]
    /// The requirements at stake.
    public let norms: [Norm]
    /// The exchanges that led there, as text.
    public let exchanges: [String]

    /// Takes the evidence over; what is not about a step stands at the scenario's own place.
    init(_ failure: Failure, of scenario: Scenario) {
        let place = failure.place ?? scenario.place
        check = failure.check.rawValue
        summary = failure.summary
        file = place.file
        line = place.line
        column = place.column
        label = failure.label
        sentence = failure.sentence
        expected = failure.expected
        seen = failure.seen.map { Sight(side: $0.sideName, text: $0.text) }
        norms = failure.norms.map { Norm(id: $0.id, sentence: $0.sentence, source: $0.source) }
        exchanges = failure.exchangeTexts
    }

    /// The step in words, empty where the failure is about no step: `step 7: tenant received`.
    public var step: String {
        let parts = [label.isEmpty ? nil : "step \(label)", sentence.isEmpty ? nil : sentence]
        return parts.compactMap { $0 }.joined(separator: ": ")
    }

    /// Where it stands, with the step.
    public var location: String {
        let place = "\(file):\(line):\(column)"
        return step.isEmpty ? place : "\(place), \(step)"
    }
}
