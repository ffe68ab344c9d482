// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes what it could not read as if it were an answer.
public struct MalformedAnswersLookFine: Saboteur {
    /// The name in reports.
    public static let name = "malformed-answers-look-fine"
    /// The requirements that must catch it.
    public static let breaks = ["ERR-02"]
    /// What is wrong with this proxy.
    public static let summary = "Passes what it could not read as if it were an answer."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if response.status == 502, request.path.hasPrefix("/api/v1/m/") { response.status = 200 }
            })
    }
}
