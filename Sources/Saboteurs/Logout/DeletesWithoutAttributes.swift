// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Deletes its cookie without the attributes it was set with.
public struct DeletesWithoutAttributes: Saboteur {
    /// The name in reports.
    public static let name = "deletes-without-attributes"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-02"]
    /// What is wrong with this proxy.
    public static let summary = "Deletes its cookie without the attributes it was set with."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == ProxyNames.logout else { return }
                response.rewriteSetCookie(ProxyNames.sessionCookie) { _ in "\(ProxyNames.sessionCookie)=; Max-Age=0" }
            })
    }
}
