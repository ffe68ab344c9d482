// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes path and host from fields that anybody can write.
public struct TrustsForwardingFields: Saboteur {
    /// The name in reports.
    public static let name = "trusts-forwarding-fields"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-04"]
    /// What is wrong with this proxy.
    public static let summary = "Takes path and host from fields that anybody can write."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if let path = request.headers.first("X-Forwarded-Uri") ?? request.headers.first("X-Original-URL") {
                    request.target = path
                }
                return .forward
            })
    }
}
