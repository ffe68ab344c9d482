// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// A place of the tenant without behaviour: what it answers to GET is data.
public struct TenantStaticEndpoint: Sendable, Hashable {
    /// What a request needs before it is answered.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        /// Nothing at all.
        case open
        /// A session, else 401.
        case api
        /// A session, else a redirect to `/login`.
        case page
    }

    /// How far the tenant's behaviour here is known.
    public enum Mark: String, Sendable, Hashable, CaseIterable {
        /// Qlik documents it.
        case documented
        /// Public code or a recording shows it.
        case seen
        /// A guess.
        case inferred
    }

    /// What is answered.
    public enum Content: Sendable, Hashable {
        /// A page of the tenant's client, with this title.
        case page(String)
        /// A text of a media type; `{{marker}}` becomes the marker of the user who asks.
        case text(type: String, String)
    }

    /// The name, for people.
    public var name: String
    /// The paths, each with `{name}` for one segment and a last `{**}` for the rest.
    public var paths: [String]
    /// What a request needs.
    public var access: Access
    /// How far it is known.
    public var mark: Mark
    /// Lines that take the place of those that such an answer has.
    public var headers: HeaderList
    /// What is answered.
    public var content: Content

    /// Describes a place.
    public init(
        name: String, paths: [String], access: Access, mark: Mark, headers: HeaderList = [:], content: Content
    ) {
        self.name = name
        self.paths = paths
        self.access = access
        self.mark = mark
        self.headers = headers
        self.content = content
    }
}
