// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A change of an app itself: every engine session that has the app open, or opens it later, takes part in it.
///
/// Selections, values of variables and session objects are none: they are of one engine session.
enum AppChange: Sendable {
    /// An item is new, or has other properties; a bookmark stays with the user who made it.
    case put(EngineItem)
    /// An item is gone, and so are its children; `isOriginal` tells those that the app began with.
    case removed(String, isOriginal: Bool)
    case properties(JSONValue)
    case script(String)
    /// The data were loaded anew, at this time of the tenant's.
    case reloaded(Int64)

    /// Whether it takes the place of an earlier one.
    func replaces(_ earlier: AppChange) -> Bool {
        switch (self, earlier) {
        case (.put(let new), .put(let old)): new.id == old.id
        case (.removed(let id, _), .put(let old)): old.id == id || old.parent == id
        case (.properties, .properties), (.script, .script), (.reloaded, .reloaded): true
        default: false
        }
    }

    func concerns(_ user: TenantUser, madeBy maker: String) -> Bool {
        guard case .put(let item) = self, item.kind == .bookmark else { return true }
        return user.id == maker
    }
}

/// What has become of the apps since the tenant started.
struct AppHistory: Sendable {
    /// One change, and who made it.
    struct Entry: Sendable {
        let change: AppChange
        let maker: String
    }

    private var entries: [String: [Entry]] = [:]

    /// The changes of an app that a user takes part in, oldest first.
    func changes(of app: String, for user: TenantUser) -> [AppChange] {
        (entries[app] ?? []).filter { $0.change.concerns(user, madeBy: $0.maker) }.map(\.change)
    }

    mutating func add(_ changes: [AppChange], to app: String, madeBy maker: String) {
        for change in changes {
            entries[app, default: []].removeAll { change.replaces($0.change) }
            // What came and went again leaves no trace.
            if case .removed(_, isOriginal: false) = change { continue }
            entries[app, default: []].append(Entry(change: change, maker: maker))
        }
    }
}
