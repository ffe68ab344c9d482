// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes a tenant that is busy for one that refuses.
public struct EndsSessionsOnPassingFaults: Saboteur {
    /// The name in reports.
    public static let name = "ends-sessions-on-passing-faults"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-04"]
    /// What is wrong with this proxy.
    public static let summary = "Takes a tenant that is busy for one that refuses."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.path == "/login/jwt-session", response.status >= 500 { response.status = 401 }
            })
    }
}
