// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Lets a late write win over the logout.
public struct ForgetsToForget: Saboteur {
    /// The name in reports.
    public static let name = "forgets-to-forget"
    /// The requirements that must catch it.
    public static let breaks = ["CONC-04"]
    /// What is wrong with this proxy.
    public static let summary = "Lets a late write win over the logout."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.store = UnforgettingStore(store: $0.store) }
    }
}
