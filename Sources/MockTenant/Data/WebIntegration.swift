// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A web integration: the origins of pages that may call with its id.
///
/// - Source: qlik.dev, "Web integrations": `id` of 32 characters, `validOrigins` exact.
struct WebIntegration: Sendable, Identifiable {
    let id: String
    var name: String
    var origins: [String]
    let createdAt: Int64
    var updatedAt: Int64
}
