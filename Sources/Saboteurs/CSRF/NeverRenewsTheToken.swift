// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Hands a refused CSRF token to the caller instead of fetching a new one.
public struct NeverRenewsTheToken: Saboteur {
    /// The name in reports.
    public static let name = "never-renews-the-token"
    /// The requirements that must catch it.
    public static let breaks = ["CSRF-04"]
    /// What is wrong with this proxy.
    public static let summary = "Hands a refused CSRF token to the caller instead of fetching a new one."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            wantsResponseBody: { response, _, _ in response.status == 403 },
            onResponseBody: { body, _, _, _ in
                ByteBuffer(string: String(buffer: body).replacing("CSRF-TOKEN-2", with: "FORBIDDEN"))
            })
    }
}
