// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// How far the tenant's behaviour at a place is known.
enum ContractMark: String, Sendable {
    case documented
    case seen
    case inferred
    /// Exists in no tenant: the harness needs it.
    case invented
}

/// What a request needs before an endpoint sees it.
enum EndpointAccess: String, Sendable {
    /// Nothing at all.
    case open
    /// A session, else 401, and a CSRF token where the method modifies; or an API key and no cookie.
    case api
    /// A session, else a redirect to `/login`.
    case page
    /// The endpoint decides for itself.
    case own
}

/// One endpoint of the tenant with behaviour of its own: one file, and one line in `TenantEndpoints`.
///
/// - Shape: `path` is a pattern of `PathPattern`; no `methods` means all of them; GET includes HEAD.
/// - No-op: `static func answer(_:) { TenantAnswer(status: 204) }`.
/// - Stateful: keep state in `TenantCore`, never in the type. Streaming: `.stream` in `TenantAnswer.Body`.
protocol TenantEndpoint: Sendable {
    static var methods: [String] { get }
    static var path: PathPattern { get }
    static var access: EndpointAccess { get }
    static var mark: ContractMark { get }
    /// What calls are counted against.
    static var tier: RateTier { get }
    /// The code of the refusal where they are too many.
    static var limitCode: String { get }
    /// How much of the request's body the endpoint wants to see; the witness digests all of it anyway.
    static var keptBodyBytes: Int { get }
    static func answer(_ call: TenantCall) async throws -> TenantAnswer
}

extension TenantEndpoint {
    static var tier: RateTier { .one }
    static var limitCode: String { "HTTP-429" }
    static var keptBodyBytes: Int { 256 * 1024 }
}
