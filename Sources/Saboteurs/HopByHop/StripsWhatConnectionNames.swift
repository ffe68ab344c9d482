// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Lets the browser's Connection field remove what the proxy added.
public struct StripsWhatConnectionNames: Saboteur {
    /// The name in reports.
    public static let name = "strips-what-connection-names"
    /// The requirements that must catch it.
    public static let breaks = ["HOP-02"]
    /// What is wrong with this proxy.
    public static let summary = "Lets the browser's Connection field remove what the proxy added."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.hide(["Connection"], in: &request.headers)
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                let named = request.headers.tokens("X-Smuggled-Connection").map { $0.lowercased() }
                request.headers.removeAll("X-Smuggled-Connection")
                request.headers.removeAll {
                    named.contains($0.name.lowercased()) && $0.name.lowercased() != "content-length"
                }
                return .forward
            })
    }
}
