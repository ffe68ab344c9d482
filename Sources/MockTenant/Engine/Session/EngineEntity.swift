// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a handle can stand for.
enum EngineEntity: Sendable, Hashable {
    case global
    case doc
    /// An object, master item, variable or bookmark, by its id.
    case item(String)
    /// A field, by its position in the table.
    case field(Int)
}
