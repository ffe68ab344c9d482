// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Serves a request without a session with the session used last.
public struct NobodyIsSomebody: Saboteur {
    /// The name in reports.
    public static let name = "nobody-is-somebody"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-07"]
    /// What is wrong with this proxy.
    public static let summary = "Serves a request without a session with the session used last."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour.lendingTheLastSession { !$0.isUpgrade }
    }
}
