// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes status and body of an answer and few of its fields.
public struct StatusAndBodyOnly: Saboteur {
    /// The name in reports.
    public static let name = "status-and-body-only"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-03"]
    /// What is wrong with this proxy.
    public static let summary = "Passes status and body of an answer and few of its fields."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let known = [
            "content-length", "content-type", "transfer-encoding", "set-cookie", "location", "qlik-csrf-token",
            "cache-control",
        ]
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.isAPI { response.headers.removeAll { !known.contains($0.name.lowercased()) } }
            })
    }
}
