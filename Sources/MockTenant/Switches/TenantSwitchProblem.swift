// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A switch that does not exist, or a value that it does not take.
public struct TenantSwitchProblem: Error, Sendable, Hashable {
    /// What kind of mistake it is.
    public enum Code: String, Sendable, Hashable {
        /// No switch has this name.
        case unknownName
        /// The switch does not take this value.
        case badValue
    }

    /// What kind of mistake it is.
    public let code: Code
    /// A sentence for the person who wrote the name or the value.
    public let reason: String
}
