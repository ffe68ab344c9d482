// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Tells the tenant that every mail address is verified.
public struct EveryMailIsVerified: Saboteur {
    /// The name in reports.
    public static let name = "every-mail-is-verified"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-11"]
    /// What is wrong with this proxy.
    public static let summary = "Tells the tenant that every mail address is verified."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.tokenSigner = AlteringSigner(components.tokenSigner) { $0.isEmailVerified = true }
        }
    }
}
