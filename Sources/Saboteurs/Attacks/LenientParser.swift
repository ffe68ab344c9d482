// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes a request whose end is ambiguous for two.
public struct LenientParser: Saboteur {
    /// The name in reports.
    public static let name = "lenient-parser"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-01"]
    /// What is wrong with this proxy.
    public static let summary = "Takes a request whose end is ambiguous for two."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in if response.status == 400 { response.status = 200 } })
    }
}
