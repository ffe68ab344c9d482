// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Opens a socket before it looks for a session.
public struct AcceptsAnySocket: Saboteur {
    /// The name in reports.
    public static let name = "accepts-any-socket"
    /// The requirements that must catch it.
    public static let breaks = ["WS-02"]
    /// What is wrong with this proxy.
    public static let summary = "Opens a socket before it looks for a session."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                guard request.isUpgrade, (request.cookie(ProxyNames.sessionCookie) ?? "").count < 60 else {
                    return .forward
                }
                return .answer(SocketAnswers.switching(request), [])
            })
    }
}
