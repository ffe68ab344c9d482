// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends the code challenge with the method plain.
public struct PlainChallenge: Saboteur {
    /// The name in reports.
    public static let name = "plain-challenge"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-02"]
    /// What is wrong with this proxy.
    public static let summary = "Sends the code challenge with the method plain."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in
                guard let location = response.headers.first("Location") else { return }
                response.headers.set("Location", location.replacing("=S256", with: "=plain"))
            })
    }
}
