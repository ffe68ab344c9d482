// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Gives every tenant JWT the same jti.
public struct ConstantTokenID: Saboteur {
    /// The name in reports.
    public static let name = "constant-token-id"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-09"]
    /// What is wrong with this proxy.
    public static let summary = "Gives every tenant JWT the same jti."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.tokenSigner = AlteringSigner(components.tokenSigner) { $0.tokenID = "always-the-same" }
        }
    }
}
