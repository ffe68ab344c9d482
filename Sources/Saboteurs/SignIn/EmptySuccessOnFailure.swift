// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Answers a failing sign-in with an empty page and status 200.
public struct EmptySuccessOnFailure: Saboteur {
    /// The name in reports.
    public static let name = "empty-success-on-failure"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-08"]
    /// What is wrong with this proxy.
    public static let summary = "Answers a failing sign-in with an empty page and status 200."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, context in
                guard request.path == ProxyNames.callback, response.status >= 400 else { return }
                response.status = 200
            },
            wantsResponseBody: { response, request, _ in request.path == ProxyNames.callback && response.status == 200
            },
            onResponseBody: { _, _, _, _ in ByteBuffer() })
    }
}
