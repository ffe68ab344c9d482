// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A space: where apps and files lie, and who may see them.
public struct TenantSpace: Sendable, Hashable, Identifiable {
    /// Who a space is for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// For people who work on apps together.
        case shared
        /// For people who read what others made.
        case managed
        /// For data alone.
        case data
    }

    /// 24 hexadecimal digits.
    public var id: String
    /// The name.
    public var name: String
    /// Who it is for.
    public var kind: Kind

    /// Describes a space.
    public init(id: String, name: String, kind: Kind = .shared) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}
