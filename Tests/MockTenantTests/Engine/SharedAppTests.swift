// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// What engine sessions of one app share, and what stays with one session or one user.
@Suite struct SharedAppTests {
    /// A socket on the app of sales, with the app open.
    final class Client {
        let socket: ClientWebSocket
        private var lastID = 0

        init(_ harness: TenantHarness, _ user: String, path: String = "/app/\(TenantApp.sales.id)") async throws {
            socket = try await harness.signIn(user).socket(path)
            _ = try await socket.text()
            _ = try await ask("OpenDoc", handle: -1, [.string(TenantApp.sales.id)])
        }

        @discardableResult
        func ask(_ method: String, handle: Int = 1, _ params: JSONValue = []) async throws -> JSONValue {
            lastID += 1
            let request = JSONValue.object([
                ("jsonrpc", "2.0"), ("id", .int(lastID)), ("handle", .int(handle)), ("method", .string(method)),
                ("params", params),
            ])
            try await socket.send(text: request.serialized())
            while true {
                let message = try JSONValue.parse(try await socket.text())
                if message["id"] == .int(lastID) { return message["result"] ?? .null }
            }
        }

        /// The ids of what is there of one kind of list.
        func ids(_ list: String, _ type: String) async throws -> [String] {
            let definition: JSONValue = .object([
                ("qInfo", ["qType": "list"]), (list + "Def", ["qType": .string(type)]),
            ])
            let handle = try await ask("CreateSessionObject", [definition])["qReturn"]?["qHandle"]?.intValue ?? 0
            let items = try await ask("GetLayout", handle: handle)["qLayout"]?[list]?["qItems"]?.arrayValue ?? []
            return items.compactMap { $0["qInfo"]?["qId"]?.stringValue }
        }
    }

    static func object(_ id: String, _ type: String) -> JSONValue {
        [["qInfo": ["qId": .string(id), "qType": .string(type)], "title": "first"]]
    }

    @Test func objectsOfTheAppReachOtherUsersAndTheirLists() async throws {
        try await TenantHarness.run { harness in
            let ana = try await Client(harness, "ana")
            let ben = try await Client(harness, "ben")
            #expect(try await ben.ids("qAppObjectList", "story") == [])
            try await ana.ask("CreateObject", Self.object("story-1", "story"))
            let news = try JSONValue.parse(try await ben.socket.text())
            #expect(news["change"]?.arrayValue?.count == 1 && news["id"] == nil)
            #expect(try await ben.ids("qAppObjectList", "story") == ["story-1"])
            let mine = try await ana.ask("GetObject", ["story-1"])["qReturn"]?["qHandle"]?.intValue ?? 0
            let theirs = try await ben.ask("GetObject", ["story-1"])["qReturn"]?["qHandle"]?.intValue ?? 0
            try await ana.ask("SetProperties", handle: mine, [["title": "second"]])
            #expect(try await ben.ask("GetLayout", handle: theirs)["qLayout"]?["title"] == "second")
            try await ana.ask("DestroyObject", ["story-1"])
            #expect(try await ben.ask("GetObject", ["story-1"])["qReturn"]?["qHandle"] == .null)
        }
    }

    @Test func whoeverOpensTheAppLaterFindsWhatBecameOfIt() async throws {
        try await TenantHarness.run { harness in
            let ana = try await Client(harness, "ana")
            try await ana.ask("CreateObject", Self.object("story-1", "story"))
            try await ana.ask("SetScript", ["Load 2;"])
            try await ana.ask("SetAppProperties", [["qTitle": "Renamed"]])
            let ben = try await Client(harness, "ben")
            #expect(try await ben.ids("qAppObjectList", "story") == ["story-1"])
            #expect(try await ben.ask("GetScript")["qScript"] == "Load 2;")
            #expect(try await ben.ask("GetAppLayout")["qLayout"]?["qTitle"] == "Renamed")
            harness.tenant.reset()
            let eve = try await Client(harness, "eve")
            #expect(try await eve.ids("qAppObjectList", "story") == [])
            #expect(try await eve.ask("GetAppLayout")["qLayout"]?["qTitle"] == "Sales")
        }
    }

    @Test func bookmarksStayWithTheirUserAndReachTheUsersOtherSessions() async throws {
        try await TenantHarness.run { harness in
            let ana = try await Client(harness, "ana")
            let ben = try await Client(harness, "ben")
            try await ana.ask("CreateBookmark", Self.object("mine", "bookmark"))
            let other = try await Client(harness, "ana", path: "/app/\(TenantApp.sales.id)/identity/2")
            #expect(try await other.ids("qBookmarkList", "bookmark") == ["bookmark-north", "mine"])
            #expect(try await ben.ids("qBookmarkList", "bookmark") == ["bookmark-north"])
        }
    }

    @Test func sessionObjectsAndValuesOfVariablesStayWithTheirSession() async throws {
        try await TenantHarness.run { harness in
            let ana = try await Client(harness, "ana")
            let ben = try await Client(harness, "ben")
            let made = try await ana.ask("CreateSessionObject", Self.object("mine", "note"))["qReturn"]?["qHandle"]
            try await ana.ask("CreateChild", handle: made?.intValue ?? 0, Self.object("child", "note"))
            let variable = try await ana.ask("GetVariableByName", ["vRate"])["qReturn"]?["qHandle"]
            try await ana.ask("SetStringValue", handle: variable?.intValue ?? 0, ["9"])
            for id in ["mine", "child"] {
                #expect(try await ben.ask("GetObject", [.string(id)])["qReturn"]?["qHandle"] == .null)
            }
            let own = try await ben.ask("GetVariableByName", ["vRate"])["qReturn"]?["qHandle"]?.intValue ?? 0
            #expect(try await ben.ask("GetLayout", handle: own)["qLayout"]?["qText"] != "9")
        }
    }

    @Test func aReloadIsSeenByWhoeverHasTheAppOpen() async throws {
        try await TenantHarness.run { harness in
            let ana = try await Client(harness, "ana")
            let ben = try await Client(harness, "ben")
            let table = try await ben.ask("GetObject", ["table-sales"])["qReturn"]?["qHandle"] ?? .null
            let old = try await ben.ask("GetAppLayout")["qLayout"]?["qLastReloadTime"]
            try await ana.ask("DoReload", [0])
            let news = try JSONValue.parse(try await ben.socket.text())
            #expect(news["suspend"] == .array([table]) && news["change"]?.arrayValue?.contains(table) == true)
            #expect(try await ben.ask("GetAppLayout")["qLayout"]?["qLastReloadTime"] != old)
        }
    }
}
