// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One name and value of a `Cookie` line.
public struct CookiePair: Sendable, Hashable {
    /// The cookie's name, empty where the pair has no equals sign.
    public var name: String
    /// The cookie's value, quotes kept.
    public var value: String

    /// Makes a pair.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
