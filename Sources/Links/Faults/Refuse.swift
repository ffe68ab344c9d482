// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Resets new connections before a byte passes; those already there live on.
public struct Refuse: Fault {
    /// The name in scenario files.
    public static let name = "refuse"

    /// Refuses.
    public init() {}

    /// Takes nothing.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {}

    /// Refuses.
    public func admit() async -> FaultAdmission { .refuse }
}
