// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Splits Set-Cookie lines at commas.
public struct SplitsAtCommas: Saboteur {
    /// The name in reports.
    public static let name = "splits-at-commas"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-08"]
    /// What is wrong with this proxy.
    public static let summary = "Splits Set-Cookie lines at commas."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, _, _ in
                let lines = response.headers.all("Set-Cookie")
                response.headers.removeAll("Set-Cookie")
                for part in lines.flatMap({ $0.split(separator: ",") }) {
                    response.headers.append("Set-Cookie", String(part.trimmingPrefix(" ")))
                }
            })
    }
}
