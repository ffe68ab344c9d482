// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes the tenant's cookies off answers with status 200 only.
public struct StripsOnSuccessOnly: Saboteur {
    /// The name in reports.
    public static let name = "strips-on-success-only"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-02"]
    /// What is wrong with this proxy.
    public static let summary = "Takes the tenant's cookies off answers with status 200 only."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, _, _ in
                if response.status != 200 { Smuggling.hide(["Set-Cookie"], in: &response.headers) }
            })
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in Smuggling.reveal(["Set-Cookie"], in: &response.headers) })
    }
}
