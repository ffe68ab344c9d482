// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Appends its web integration id to the one that the browser sent.
public struct SecondIntegrationID: Saboteur {
    /// The name in reports.
    public static let name = "second-integration-id"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-06"]
    /// What is wrong with this proxy.
    public static let summary = "Appends its web integration id to the one that the browser sent."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.hide(["qlik-web-integration-id"], in: &request.headers)
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.reveal(["qlik-web-integration-id"], in: &request.headers)
                return .forward
            })
    }
}
