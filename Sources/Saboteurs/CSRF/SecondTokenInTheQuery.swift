// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Appends its CSRF token to the one that the browser wrote into the query.
public struct SecondTokenInTheQuery: Saboteur {
    /// The name in reports.
    public static let name = "second-token-in-the-query"
    /// The requirements that must catch it.
    public static let breaks = ["CSRF-02"]
    /// What is wrong with this proxy.
    public static let summary = "Appends its CSRF token to the one that the browser wrote into the query."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isUpgrade { request.target += "&qlik-csrf-token=evil" }
                return .forward
            })
    }
}
