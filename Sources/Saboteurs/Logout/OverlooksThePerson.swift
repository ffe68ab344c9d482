// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Ends a sign-in that a logout token names, but not the sessions of a person.
public struct OverlooksThePerson: Saboteur {
    /// The name in reports.
    public static let name = "overlooks-the-person"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Ends a sign-in that a logout token names, but not the sessions of a person."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.logoutTokenVerifier = AlteringVerifier(components.logoutTokenVerifier) { order in
                if order.sessionID == nil { order.subject = "somebody else" }
            }
        }
    }
}
