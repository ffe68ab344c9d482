// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes three request fields that it knows and drops the rest.
public struct KnownRequestFieldsOnly: Saboteur {
    /// The name in reports.
    public static let name = "known-request-fields-only"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-02"]
    /// What is wrong with this proxy.
    public static let summary = "Passes three request fields that it knows and drops the rest."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let known = [
            "host", "cookie", "accept", "content-type", "content-length", "transfer-encoding", "qlik-csrf-token",
            "qlik-web-integration-id", "via", "user-agent",
        ]
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isAPI { request.headers.removeAll { !known.contains($0.name.lowercased()) } }
                return .forward
            })
    }
}
