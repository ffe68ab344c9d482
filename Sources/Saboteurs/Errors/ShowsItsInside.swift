// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Shows a debug page with internal names.
public struct ShowsItsInside: Saboteur {
    /// The name in reports.
    public static let name = "shows-its-inside"
    /// The requirements that must catch it.
    public static let breaks = ["ERR-04"]
    /// What is wrong with this proxy.
    public static let summary = "Shows a debug page with internal names."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            wantsResponseBody: { response, _, _ in response.status >= 500 },
            onResponseBody: { body, _, _, _ in
                ByteBuffer(string: String(buffer: body) + "at Proxy.swift:42 tenant.localhost")
            })
    }
}
