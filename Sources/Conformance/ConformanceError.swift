// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What this target refuses: input that cannot be used, said in one sentence.
public struct ConformanceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The closed set of what can be wrong.
    public enum Code: String, Sendable, Hashable {
        /// A selector that selects nothing.
        case unknownSelector
        /// A report that is asked for in a form that does not exist.
        case unknownReport
        /// A report that could not be written in its form.
        case unwritableReport
        /// A file that is no report, or one of a later version.
        case unreadableReport
        /// A saboteur that does not exist.
        case unknownSaboteur
    }

    /// Which of them.
    public let code: Code
    /// A sentence without a full stop.
    public let reason: String

    /// Makes an error.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The sentence.
    public var description: String { reason }
}
