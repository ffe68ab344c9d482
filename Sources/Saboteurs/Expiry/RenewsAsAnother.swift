// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import SessionProxy
public import Testbed

/// Renews a tenant session under another subject.
public struct RenewsAsAnother: Saboteur {
    /// The name in reports.
    public static let name = "renews-as-another"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-02"]
    /// What is wrong with this proxy.
    public static let summary = "Renews a tenant session under another subject."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            let logins = LinkNotes()
            components.tokenSigner = AlteringSigner(components.tokenSigner) { claims in
                if logins.count(claims.subject) > 1 { claims.subject += "-renewed" }
            }
        }
    }
}
