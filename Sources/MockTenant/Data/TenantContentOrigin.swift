// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An origin that the tenant's content security policy allows, and in which directives.
///
/// - Source: qlik.dev, "Content security policy".
public struct TenantContentOrigin: Sendable, Hashable, Identifiable {
    /// Names of directives as the REST interface writes them, with the names that the header has.
    public static let directives: [(property: String, directive: String)] = [
        ("childSrc", "child-src"), ("connectSrc", "connect-src"), ("fontSrc", "font-src"),
        ("formAction", "form-action"), ("frameAncestors", "frame-ancestors"), ("frameSrc", "frame-src"),
        ("imgSrc", "img-src"), ("mediaSrc", "media-src"), ("objectSrc", "object-src"), ("scriptSrc", "script-src"),
        ("styleSrc", "style-src"), ("workerSrc", "worker-src"),
    ]

    /// 24 hexadecimal digits.
    public var id: String
    /// A name for people.
    public var name: String
    /// The origin, as it stands in the header.
    public var origin: String
    /// The properties of `directives` that are on.
    public var allows: Set<String>

    /// Describes an entry.
    public init(id: String, name: String, origin: String, allows: Set<String>) {
        self.id = id
        self.name = name
        self.origin = origin
        self.allows = allows
    }
}
