// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Answers 101 before the tenant has agreed.
public struct SwitchesTooEarly: Saboteur {
    /// The name in reports.
    public static let name = "switches-too-early"
    /// The requirements that must catch it.
    public static let breaks = ["WS-09"]
    /// What is wrong with this proxy.
    public static let summary = "Answers 101 before the tenant has agreed."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.isUpgrade, response.status >= 400 { response = SocketAnswers.switching(request) }
            })
    }
}
