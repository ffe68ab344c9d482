// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Carries out a logout token without looking who made it.
public struct BelievesAnyLogoutToken: Saboteur {
    /// The name in reports.
    public static let name = "believes-any-logout-token"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Carries out a logout token without looking who made it."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.logoutTokenVerifier = CredulousVerifier() }
    }
}
