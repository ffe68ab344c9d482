// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The harness itself failed, or the stage cannot do what a step asks for.
public struct StageProblem: Error, Sendable, CustomStringConvertible {
    /// Who is to blame.
    public enum Code: String, Sendable {
        /// Our own double, browser or link failed: the verdict is `harness-failed`.
        case harness
        /// This stage cannot do it (a URL target cannot be killed): the scenario is `skipped`.
        case unsupported
        /// The stage could not be brought into the state the step needs: the verdict is `setup-failed`.
        case setup
    }

    /// Who is to blame.
    public let code: Code
    /// What happened, as a sentence.
    public let reason: String

    /// Makes a problem.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The sentence with its code.
    public var description: String { "\(code.rawValue): \(reason)" }
}
