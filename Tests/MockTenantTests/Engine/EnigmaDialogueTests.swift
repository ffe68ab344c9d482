// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// The messages that enigma.js sends when an app is opened, read and selected in: contract §5.5 and §5.6.
@Suite struct EnigmaDialogueTests {
    static let sales = TenantApp.sales.id

    /// A client that asks with `delta`, as enigma.js does, and puts the patches together.
    final class Client {
        let socket: ClientWebSocket
        private var lastID = 0
        private var seen: [String: JSONValue] = [:]
        private(set) var changed: [Int] = []

        init(_ socket: ClientWebSocket) { self.socket = socket }

        func greeting() async throws -> String? {
            try JSONValue.parse(try await socket.text())["params"]?["qSessionState"]?.stringValue
        }

        /// What the method answers, whole.
        func ask(_ method: String, _ handle: Int, _ params: JSONValue, _ member: String) async throws -> JSONValue {
            lastID += 1
            let request = JSONValue.object([
                ("jsonrpc", "2.0"), ("delta", true), ("handle", .int(handle)), ("method", .string(method)),
                ("params", params), ("id", .int(lastID)),
            ])
            try await socket.send(text: request.serialized())
            while true {
                let message = try JSONValue.parse(try await socket.text())
                changed += message["change"]?.arrayValue?.compactMap(\.intValue) ?? []
                guard message["id"] == .int(lastID) else { continue }
                let patches = try #require(message["result"]?[member]?.arrayValue, "\(message.serialized())")
                return try put(patches, at: "\(handle) \(method) \(member)")
            }
        }

        private func put(_ patches: [JSONValue], at key: String) throws -> JSONValue {
            let list = try patches.map { try #require(JSONPatch(json: $0)) }
            let value = try #require(JSONPatch.apply(list, to: seen[key] ?? [:]))
            seen[key] = value
            return value
        }

        /// Waits for a message that nobody asked for.
        func pushed() async throws -> [Int] {
            let message = try JSONValue.parse(try await socket.text())
            #expect(message["id"] == nil)
            return message["change"]?.arrayValue?.compactMap(\.intValue) ?? []
        }
    }

    @Test("§5.5.3 §5.6.4 §5.6.5 §5.6.14 an app is opened, read, paged and selected in, and a second socket sees it")
    func anAppIsOpenedReadPagedAndSelectedInAndASecondSocketSeesIt() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let first = Client(try await browser.socket())
            let second = Client(try await browser.socket())
            #expect(try await first.greeting() == "SESSION_CREATED")
            #expect(try await second.greeting() == "SESSION_ATTACHED")
            for client in [first, second] {
                let doc = try await client.ask("OpenDoc", -1, [.string(Self.sales)], "qReturn")
                #expect(doc == ["qType": "Doc", "qHandle": 1, "qGenericId": .string(Self.sales)])
            }
            #expect(try await first.ask("GetAppLayout", 1, [], "qLayout")["qTitle"] == "Sales")

            let table = try await object(first, "table-sales")
            let layout = try await first.ask("GetLayout", table, [], "qLayout")
            #expect(layout["qHyperCube"]?["qSize"] == ["qcx": 5, "qcy": 16])
            let page: JSONValue = ["qLeft": 0, "qTop": 10, "qWidth": 5, "qHeight": 10]
            let pages = try await first.ask("GetHyperCubeData", table, ["/qHyperCubeDef", [page]], "qDataPages")
            #expect(pages[0]?["qMatrix"]?.arrayValue?.count == 6)
            let marker = harness.tenant.canaries().first { $0.kind == .bodyMarker }?.value
            #expect(pages[0]?["qMatrix"]?.texts.allSatisfy { $0[2] == marker } == true)

            let watched = try await object(second, "table-sales")
            #expect(watched != table)
            _ = try await second.ask("GetLayout", watched, [], "qLayout")
            let list = try await object(first, "list-region")
            _ = try await first.ask("SelectListObjectValues", list, ["/qListObjectDef", [0], true], "qSuccess")
            #expect(first.changed.suffix(2).sorted() == [table, list].sorted())

            #expect(try await second.pushed() == [watched])
            let reduced = try await second.ask("GetLayout", watched, [], "qLayout")
            #expect(reduced["qHyperCube"]?["qSize"]?["qcy"] == 4)
            #expect(
                reduced["qHyperCube"]?["qDataPages"]?[0]?["qMatrix"]?.texts.map(\.first)
                    == Array(repeating: "North", count: 4))
        }
    }

    /// A handle of an object of the app.
    private func object(_ client: Client, _ id: String) async throws -> Int {
        let reference = try await client.ask("GetObject", 1, [.string(id)], "qReturn")
        #expect(reference["qGenericId"] == .string(id))
        return try #require(reference["qHandle"]?.intValue)
    }

    @Test("§5.4.4 §5.5.5 a resumed socket finds its objects under other handles")
    func resumedSocketFindsItsObjectsUnderOtherHandles() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let before = Client(try await browser.socket())
            _ = try await before.greeting()
            _ = try await before.ask("OpenDoc", -1, [.string(Self.sales)], "qReturn")
            let definition: JSONValue = ["qInfo": ["qId": "mine", "qType": "note"], "text": "kept"]
            let old = try await before.ask("CreateSessionObject", 1, [definition], "qReturn")["qHandle"]
            try await before.socket.close(CloseReason(code: CloseCode(rawValue: 4000)))
            _ = try await before.socket.closing()
            let after = Client(try await browser.socket())
            #expect(try await after.greeting() == "SESSION_ATTACHED")
            #expect(try await after.ask("GetActiveDoc", -1, [], "qReturn")["qHandle"] == 1)
            let new = try await object(after, "mine")
            #expect(.int(new) != old)
            #expect(try await after.ask("GetLayout", new, [], "qLayout")["text"] == "kept")
        }
    }
}
