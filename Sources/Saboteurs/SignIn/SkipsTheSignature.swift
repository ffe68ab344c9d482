// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Checks the ID token's claims but not who signed them.
public struct SkipsTheSignature: Saboteur {
    /// The name in reports.
    public static let name = "skips-the-signature"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-06"]
    /// What is wrong with this proxy.
    public static let summary = "Checks the ID token's claims but not who signed them."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.idTokenVerifier = CarelessVerifier(checksClaims: true) }
    }
}
