// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Decodes the target before it writes it, line breaks included.
public struct DecodesLineBreaks: Saboteur {
    /// The name in reports.
    public static let name = "decodes-line-breaks"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-02"]
    /// What is wrong with this proxy.
    public static let summary = "Decodes the target before it writes it, line breaks included."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.target.contains("%0d%0a") { request.headers.append("X-Injected", "yes") }
                return .forward
            })
    }
}
