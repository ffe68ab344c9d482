// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Takes a store that fails for one that knows no session.
public struct StoreFaultsMeanNobody: Saboteur {
    /// The name in reports.
    public static let name = "store-faults-mean-nobody"
    /// The requirements that must catch it.
    public static let breaks = ["ERR-03"]
    /// What is wrong with this proxy.
    public static let summary = "Takes a store that fails for one that knows no session."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { $0.store = ForgetfulStore(store: $0.store) }
    }
}
