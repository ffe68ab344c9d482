// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends a modifying request again after the connection broke.
public struct RetriesBlindly: Saboteur {
    /// The name in reports.
    public static let name = "retries-blindly"
    /// The requirements that must catch it.
    public static let breaks = ["ERR-01"]
    /// What is wrong with this proxy.
    public static let summary = "Sends a modifying request again after the connection broke."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in request.method == "POST" && request.isAPI ? .forwardTimes(2) : .forward })
    }
}
