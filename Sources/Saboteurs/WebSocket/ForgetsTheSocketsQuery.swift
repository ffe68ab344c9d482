// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Opens sockets with their app id alone.
public struct ForgetsTheSocketsQuery: Saboteur {
    /// The name in reports.
    public static let name = "forgets-the-sockets-query"
    /// The requirements that must catch it.
    public static let breaks = ["WS-04"]
    /// What is wrong with this proxy.
    public static let summary = "Opens sockets with their app id alone."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isUpgrade {
                    request.target = "/" + request.path.split(separator: "/").prefix(2).joined(separator: "/")
                }
                return .forward
            })
    }
}
