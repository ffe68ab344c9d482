// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// What the tenant keeps of changed apps: no more than leads to where they are.
@Suite struct AppHistoryTests {
    private let ana = EngineBench.user("ana")

    private func item(_ id: String, _ title: JSONValue, parent: String? = nil) -> EngineItem {
        EngineItem(id: id, kind: .object, properties: ["title": title], parent: parent)
    }

    /// The changes that are kept, in short.
    private func kept(_ changes: [AppChange]) -> [String] {
        var history = AppHistory()
        for change in changes { history.add([change], to: "app", madeBy: "ana") }
        #expect(history.changes(of: "other", for: ana).isEmpty)
        return history.changes(of: "app", for: ana).map { change in
            switch change {
            case .put(let item): "put \(item.id) \(item.properties["title"]?.stringValue ?? "")"
            case .removed(let id, _): "removed \(id)"
            case .properties: "properties"
            case .script(let text): "script \(text)"
            case .reloaded(let moment): "reloaded \(moment)"
            }
        }
    }

    @Test func onlyTheLastOfItsKindIsKept() {
        let changes: [AppChange] = [
            .put(item("a", "1")), .script("x"), .reloaded(1), .properties([:]), .put(item("b", "1")),
            .put(item("a", "2")), .script("y"), .reloaded(2), .properties([:]),
        ]
        #expect(kept(changes) == ["put b 1", "put a 2", "script y", "reloaded 2", "properties"])
    }

    @Test func whatCameAndWentLeavesNoTrace() {
        let changes: [AppChange] = [
            .put(item("a", "1")), .put(item("child", "1", parent: "a")), .put(item("table", "1")),
            .removed("a", isOriginal: false), .removed("table", isOriginal: true),
        ]
        #expect(kept(changes) == ["removed table"])
    }
}
