// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Links
public import SessionProxy

/// The places at which a correct proxy can be made wrong without touching it.
///
/// - Shape: links that end TLS and see every message on one side, the parts that the proxy is put together from,
///   and the variables it is configured with.
public struct StageSeams: Sendable {
    /// What happens between browsers and proxy.
    public var browserSide: LinkBehaviour?
    /// What happens between proxy and tenant.
    public var tenantSide: LinkBehaviour?
    /// What happens between proxy and identity provider.
    public var identityProviderSide: LinkBehaviour?
    /// Replaces parts of the proxy.
    public var components: (@Sendable (inout ProxyComponents) -> Void)?
    /// Changes the variables that the proxy is configured with.
    public var environment: (@Sendable (inout [String: String]) -> Void)?

    /// Seams that do nothing.
    public init() {}
}

/// A deliberately broken proxy: a correct one with one defect put in at a seam.
public protocol Saboteur: Sendable {
    /// The name in reports, `kebab-case`, after what it breaks.
    static var name: String { get }
    /// The requirements that must catch it.
    static var breaks: [String] { get }
    /// One sentence that says what is wrong with this proxy.
    static var summary: String { get }

    /// Makes the saboteur for one stage, so that what it remembers is that stage's own.
    init()

    /// Puts the defect in.
    func sabotage(_ seams: inout StageSeams)
}
