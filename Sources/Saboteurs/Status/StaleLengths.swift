// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Says of a list with links how long it was before they were rewritten.
public struct StaleLengths: Saboteur {
    /// The name in reports.
    public static let name = "stale-lengths"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Says of a list with links how long it was before they were rewritten."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(onResponse: { response, request, _ in
            let length = response.headers.first("Content-Length").flatMap { Int($0) }
            guard request.path == "/api/v1/items", let length else { return }
            response.headers.set("Content-Length", "\(length - 5)")
        })
    }
}
