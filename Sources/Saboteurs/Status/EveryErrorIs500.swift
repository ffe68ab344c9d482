// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Answers every error of the tenant with status 500.
public struct EveryErrorIs500: Saboteur {
    /// The name in reports.
    public static let name = "every-error-is-500"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-01"]
    /// What is wrong with this proxy.
    public static let summary = "Answers every error of the tenant with status 500."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in if request.isAPI, response.status >= 402 { response.status = 500 } })
    }
}
