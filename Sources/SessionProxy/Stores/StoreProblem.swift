// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a store could not do what it was asked.
public struct StoreProblem: Error, Sendable, CustomStringConvertible {
    /// The closed set of causes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Somebody else holds the store for too long.
        case busy
        /// There is no room left.
        case full
        /// It may be read, but not written.
        case readOnly
        /// What it holds makes no sense.
        case corrupt
        /// It cannot be reached or opened.
        case unavailable
        /// It was written by a newer version.
        case newer
    }

    /// The cause.
    public var code: Code
    /// A sentence for the log; no content of the store.
    public var reason: String

    /// States a problem.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Cause and sentence.
    public var description: String { "\(code.rawValue): \(reason)" }
}
