// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Never takes a session that is over out of the store.
public struct KeepsExpiredSessions: Saboteur {
    /// The name in reports.
    public static let name = "keeps-expired-sessions"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-05"]
    /// What is wrong with this proxy.
    public static let summary = "Never takes a session that is over out of the store."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.store = HoardingStore(store: $0.store) }
    }
}
