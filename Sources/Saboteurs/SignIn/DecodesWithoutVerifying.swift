// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Reads the ID token's claims and checks none of them.
public struct DecodesWithoutVerifying: Saboteur {
    /// The name in reports.
    public static let name = "decodes-without-verifying"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-05"]
    /// What is wrong with this proxy.
    public static let summary = "Reads the ID token's claims and checks none of them."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.idTokenVerifier = CarelessVerifier(checksClaims: false) }
    }
}
