// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A report that was asked for, and how often its state was looked at since.
struct TenantReport: Sendable, Identifiable {
    let id: String
    let ownerID: String
    /// The temporary content that holds the result.
    let contentID: String
    var polls = 0
}
