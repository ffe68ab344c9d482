// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Turns subject and mail into lower case before it tells the tenant.
public struct FoldsLetterCase: Saboteur {
    /// The name in reports.
    public static let name = "folds-letter-case"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-11"]
    /// What is wrong with this proxy.
    public static let summary = "Turns subject and mail into lower case before it tells the tenant."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.tokenSigner = AlteringSigner(components.tokenSigner) {
                $0.subject = $0.subject.lowercased()
                $0.email = $0.email.lowercased()
            }
        }
    }
}
