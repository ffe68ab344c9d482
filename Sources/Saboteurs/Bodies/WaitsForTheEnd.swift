// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed

/// Hands an answer on only when it is there whole.
public struct WaitsForTheEnd: Saboteur {
    /// The name in reports.
    public static let name = "waits-for-the-end"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-04"]
    /// What is wrong with this proxy.
    public static let summary = "Hands an answer on only when it is there whole."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(onResponseBody: { body, _, _, _ in body })
    }
}
