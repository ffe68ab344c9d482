// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One sentence of a scenario: `SUBJECT verb: OBJECT`, or several played together.
public struct Step: Sendable, Hashable {
    /// What a step consists of.
    public indirect enum Body: Sendable, Hashable {
        /// A sentence of its own.
        case action
        /// Sentences played at once, all of them `times` times; `atOnce` bounds how many run at a time.
        case together(times: Quantity, atOnce: Int?, steps: [Step])
    }

    /// Where the sentence begins.
    public let place: SourcePlace
    /// Its position in the scenario: `3`, or `3.2` inside `together`.
    public let label: String
    /// Who acts or is asserted about.
    public let subject: Subject
    /// The verb; `together` for a group.
    public let verb: String
    /// What follows the verb.
    public let object: Node
    /// The `expect:` map.
    public let expect: Node?
    /// The sentence itself or a group of sentences.
    public let body: Body
    /// True for past tense: the step asserts.
    public let isAssertion: Bool

    /// Makes a step.
    public init(
        place: SourcePlace, label: String, subject: Subject, verb: String, object: Node, expect: Node? = nil,
        body: Body = .action, isAssertion: Bool = false
    ) {
        self.place = place
        self.label = label
        self.subject = subject
        self.verb = verb
        self.object = object
        self.expect = expect
        self.body = body
        self.isAssertion = isAssertion
    }

    /// The number of the top-level step this one belongs to, from 1.
    public var number: Int { Int(label.split(separator: ".").first ?? "0") ?? 0 }

    /// The sentence without its object: `ana gets`.
    public var sentence: String {
        if case .together = body { return "together" }
        return "\(subject) \(verb)"
    }
}
