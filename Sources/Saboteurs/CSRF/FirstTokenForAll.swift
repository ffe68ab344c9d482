// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Uses the first CSRF token that it got for everybody.
public struct FirstTokenForAll: Saboteur {
    /// The name in reports.
    public static let name = "first-token-for-all"
    /// The requirements that must catch it.
    public static let breaks = ["CSRF-01"]
    /// What is wrong with this proxy.
    public static let summary = "Uses the first CSRF token that it got for everybody."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard let token = request.headers.first("qlik-csrf-token") else { return .forward }
                let first = context.shared.withAll { notes in
                    if notes["token"] == nil { notes["token"] = token }
                    return notes["token"] ?? token
                }
                request.headers.set("qlik-csrf-token", first)
                return .forward
            })
    }
}
