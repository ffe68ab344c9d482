// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// One word of the language: an act if it stands in the present tense, a claim if in the past tense.
///
/// Adding one is a file in `Verbs/` or `Claims/` and a line in `Vocabulary`.
public protocol Verb: Sendable {
    /// The word.
    static var name: String { get }
    /// Who may use it.
    static var subjects: [SubjectKind] { get }
    /// One sentence on what it does.
    static var summary: String { get }
    /// A line that shows it in use.
    static var example: String { get }
    /// True for claims.
    static var isAssertion: Bool { get }
    /// Words that people use instead of it: they are suggested away, not accepted.
    static var synonyms: [String] { get }

    /// Reads a step.
    ///
    /// - Throws: `Diagnostic` for an object or `expect` that the verb does not understand.
    init(_ step: Step) throws(Diagnostic)

    /// Acts on the stage, or looks at what was witnessed.
    ///
    /// - Throws: `StepFailure` if a claim does not hold, `StageProblem` if the harness cannot go on.
    func play(_ scene: Scene) async throws
}

extension Verb {
    /// Acts unless it says otherwise.
    public static var isAssertion: Bool { false }

    /// None unless it says otherwise.
    public static var synonyms: [String] { [] }

    /// What the language needs to know.
    static var signature: VerbSignature {
        VerbSignature(
            name: name, subjects: subjects, isAssertion: isAssertion, summary: summary, example: example,
            synonyms: synonyms
        ) { step throws(Diagnostic) in
            _ = try Self(step)
        }
    }
}

/// A verb that asserts.
public protocol Claim: Verb {}

extension Claim {
    /// Claims assert.
    public static var isAssertion: Bool { true }
}

extension Step {
    /// Throws if the step has an `expect` that its verb cannot use.
    func refuseExpect() throws(Diagnostic) {
        if let expect { throw Diagnostic(expect.place, "\"\(verb)\" takes no expect") }
    }
}
