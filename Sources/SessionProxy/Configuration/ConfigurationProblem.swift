// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One thing that is wrong with the configuration.
public struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The variable at fault, as published.
    public var variable: String
    /// One sentence that names the variable and says what is wrong; never the value.
    public var sentence: String

    /// States a problem; `what` goes on after the variable's name.
    public init(_ variable: String, _ what: String) {
        self.variable = variable
        sentence = "\(variable) \(what)"
    }

    /// The sentence.
    public var description: String { sentence }
}

/// Everything that is wrong with the configuration, all at once.
public struct ConfigurationProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problems, in the order in which the variables are documented; never empty.
    public var problems: [ConfigurationProblem]

    /// Collects problems.
    public init(_ problems: [ConfigurationProblem]) {
        self.problems = problems
    }

    /// One sentence per line.
    public var description: String { problems.map(\.sentence).joined(separator: "\n") }
}
