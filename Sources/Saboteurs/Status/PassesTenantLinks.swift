// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Leaves the tenant's own URLs in lists.
public struct PassesTenantLinks: Saboteur {
    /// The name in reports.
    public static let name = "passes-tenant-links"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Leaves the tenant's own URLs in lists."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        // As JSON may spell it: the correct proxy takes it for something else, the client reads the tenant's URL.
        seams.tenantSide = LinkBehaviour(
            wantsResponseBody: { response, _, _ in
                response.headers.first("Content-Type")?.hasPrefix("application/json") == true
            },
            onResponseBody: { body, _, _, _ in
                ByteBuffer(string: String(buffer: body).replacing("\"https://", with: "\"\\u0068ttps://"))
            })
    }
}
