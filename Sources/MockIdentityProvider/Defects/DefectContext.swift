// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a defect may know when it makes a wrong value.
struct DefectContext: Sendable {
    /// The right issuer identifier.
    let issuer: String
    /// Seconds since the epoch on the provider's clock.
    let now: Int64
    /// A fresh value that nobody has seen.
    let stray: String
    /// The key ids that sign now.
    let currentKeyIDs: Set<String>
}

extension Issuer {
    func defectContext() -> DefectContext {
        DefectContext(
            issuer: identifier, now: nowInSeconds, stray: freshIdentifier(),
            currentKeyIDs: read { $0.keys.currentKeyIDs })
    }
}
