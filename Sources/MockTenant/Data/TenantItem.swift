// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An entry of the list of items; each user is shown it under a name of their own.
public struct TenantItem: Sendable, Hashable {
    /// The name, to which the user's is added.
    public var name: String
    /// The id of the app that the entry leads to.
    public var app: String
    /// The id of the space; nil is the user's personal one.
    public var space: String?

    /// Describes an entry.
    public init(name: String, app: String, space: String? = nil) {
        self.name = name
        self.app = app
        self.space = space
    }
}
