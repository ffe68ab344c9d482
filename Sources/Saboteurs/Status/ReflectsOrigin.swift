// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Allows every origin to read with credentials.
public struct ReflectsOrigin: Saboteur {
    /// The name in reports.
    public static let name = "reflects-origin"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-06"]
    /// What is wrong with this proxy.
    public static let summary = "Allows every origin to read with credentials."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard let origin = request.headers.first("Origin") else { return }
                response.headers.set("Access-Control-Allow-Origin", origin)
                response.headers.set("Access-Control-Allow-Credentials", "true")
            })
    }
}
