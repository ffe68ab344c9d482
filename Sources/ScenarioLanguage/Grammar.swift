// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The words a scenario may use; the runner gives them, the language only checks them.
public struct Grammar: Sendable {
    /// The verbs and claims.
    public let verbs: [VerbSignature]
    /// What may follow a user's name in `<ana.…>`.
    public let userVariables: [String]
    /// What may follow other names in `<proxy.…>`; an empty list allows anything.
    public let variables: [String: [String]]
    /// The keys that `stage:` may have.
    public let settings: [String]

    /// Makes a grammar.
    public init(
        verbs: [VerbSignature], userVariables: [String] = [], variables: [String: [String]] = [:],
        settings: [String] = []
    ) {
        self.verbs = verbs
        self.userVariables = userVariables
        self.variables = variables
        self.settings = settings
    }

    /// The signature of the verb for this kind of subject.
    public func verb(_ name: String, for subject: SubjectKind) -> VerbSignature? {
        verbs.first { $0.name == name && $0.subjects.contains(subject) }
    }
}

/// What the language needs to know of a verb.
public struct VerbSignature: Sendable {
    /// The word.
    public let name: String
    /// Who may use it.
    public let subjects: [SubjectKind]
    /// True for past tense: it asserts.
    public let isAssertion: Bool
    /// One sentence on what it does.
    public let summary: String
    /// A line that shows it in use.
    public let example: String
    /// Words that people use instead of it: they are suggested away, not accepted.
    public let synonyms: [String]
    /// Reads a step's object and `expect`, and throws what is wrong with them.
    public let check: @Sendable (Step) throws(Diagnostic) -> Void

    /// Makes a signature.
    public init(
        name: String, subjects: [SubjectKind], isAssertion: Bool, summary: String = "", example: String = "",
        synonyms: [String] = [],
        check: @escaping @Sendable (Step) throws(Diagnostic) -> Void = { _ throws(Diagnostic) in }
    ) {
        self.name = name
        self.subjects = subjects
        self.isAssertion = isAssertion
        self.summary = summary
        self.example = example
        self.synonyms = synonyms
        self.check = check
    }
}
