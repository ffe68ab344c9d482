// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Says of every answer to HEAD that its body is empty.
public struct InventsALength: Saboteur {
    /// The name in reports.
    public static let name = "invents-a-length"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-05"]
    /// What is wrong with this proxy.
    public static let summary = "Says of every answer to HEAD that its body is empty."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.method == "HEAD" { response.headers.set("Content-Length", "0") }
            })
    }
}
