// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A call to the mock identity provider that could not be served: the harness's mistake, never a verdict.
public struct IdentityProviderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The closed set of reasons.
    public enum Code: String, Sendable, Hashable {
        /// The user was never registered at the issuer.
        case unknownUser
        /// The client was never registered at the issuer.
        case unknownClient
        /// No defect has this name.
        case unknownDefect
    }

    /// What went wrong.
    public var code: Code
    /// One sentence for a person.
    public var reason: String

    /// The code and the sentence.
    public var description: String { "\(code.rawValue): \(reason)" }
}
