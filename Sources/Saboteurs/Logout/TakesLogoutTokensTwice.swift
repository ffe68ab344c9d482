// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed
import Transport
import Wire

/// Carries out a logout token as often as it comes.
public struct TakesLogoutTokensTwice: Saboteur {
    /// The name in reports.
    public static let name = "takes-logout-tokens-twice"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Carries out a logout token as often as it comes."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            let random = components.random
            // With another id each time, a second use looks like a first one.
            components.logoutTokenVerifier = AlteringVerifier(components.logoutTokenVerifier) { order in
                order.tokenID = Base64.encode(random.bytes(16), urlSafe: true)
            }
        }
    }
}
