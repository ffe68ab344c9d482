// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed

/// Signs tenant JWTs that live for two hours.
public struct TwoHourToken: Saboteur {
    /// The name in reports.
    public static let name = "two-hour-token"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-09"]
    /// What is wrong with this proxy.
    public static let summary = "Signs tenant JWTs that live for two hours."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.tokenSigner = AlteringSigner(components.tokenSigner) { $0.expiresAt = $0.notBefore + 7200 }
        }
    }
}
