// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Marks personal answers as public.
public struct PublicAnswers: Saboteur {
    /// The name in reports.
    public static let name = "public-answers"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-09"]
    /// What is wrong with this proxy.
    public static let summary = "Marks personal answers as public."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.isAPI { response.headers.set("Cache-Control", "public, max-age=600") }
            })
    }
}
