// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Takes large answers from the tenant whole, whether the browser is still there or not.
public struct BuffersWholeBodies: Saboteur {
    /// The name in reports.
    public static let name = "buffers-whole-bodies"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-06"]
    /// What is wrong with this proxy.
    public static let summary = "Takes large answers from the tenant whole, whether the browser is still there or not."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            wantsResponseBody: { response, _, _ in Self.isLarge(response) }, onResponseBody: { body, _, _, _ in body })
    }

    /// True for a body above a mebibyte; of a smaller one nobody can tell who gave up first.
    private static func isLarge(_ response: ResponseHead) -> Bool {
        (response.headers.first("Content-Length").flatMap { Int($0) } ?? 0) > 1 << 20
    }
}
