// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the signing key when it starts and never again.
public struct KeepsTheFirstSigningKey: Saboteur {
    /// The name in reports.
    public static let name = "keeps-the-first-signing-key"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-06"]
    /// What is wrong with this proxy.
    public static let summary = "Reads the signing key when it starts and never again."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in
            guard let path = variables["privateKey"], let text = FileManager.default.contents(atPath: path) else {
                return
            }
            variables["privateKey"] = String(decoding: text, as: UTF8.self)
        }
    }
}
