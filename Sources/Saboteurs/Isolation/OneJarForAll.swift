// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Holds one jar of tenant cookies for the whole process.
public struct OneJarForAll: Saboteur {
    /// The name in reports.
    public static let name = "one-jar-for-all"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-03"]
    /// What is wrong with this proxy.
    public static let summary = "Holds one jar of tenant cookies for the whole process."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path != "/login/jwt-session", let own = request.headers.first("Cookie") else {
                    return .forward
                }
                let jar = context.shared.withAll { notes in
                    if notes["jar"] == nil { notes["jar"] = own }
                    return notes["jar"] ?? own
                }
                request.headers.set("Cookie", jar)
                return .forward
            })
    }
}
