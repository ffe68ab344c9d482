// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Keeps answers by their path, whoever asked.
public struct CachesByPath: Saboteur {
    /// The name in reports.
    public static let name = "caches-by-path"
    /// The requirements that must catch it.
    public static let breaks = ["CONC-02"]
    /// What is wrong with this proxy.
    public static let summary = "Keeps answers by their path, whoever asked."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.method == "GET", let kept = context.shared["body of \(request.target)"] else {
                    return .forward
                }
                return .answer(ResponseHead(status: 200, headers: ["Content-Type": "application/json"]), kept.octets)
            },
            wantsResponseBody: { response, request, _ in request.isAPI && response.status == 200 },
            onResponseBody: { body, _, request, context in
                if request.method == "GET" {
                    context.shared["body of \(request.target)"] = String(octets: body.readableBytesView)
                }
                return body
            })
    }
}
