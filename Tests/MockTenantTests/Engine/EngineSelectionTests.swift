// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// Selections through the methods of the engine: contract §5.5 and §5.6.
@Suite struct EngineSelectionTests {
    let bench = EngineBench()

    private func states(_ seat: EngineBench.Seat, _ handle: Int) throws -> String {
        try bench.layout(seat, handle)["qListObject"]?["qDataPages"]?[0]?["qMatrix"]?.states ?? ""
    }

    @Test("§5.6.14 a list object selects and tells what depends on it")
    func listObjectSelectsAndTells() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        let table = try bench.object(ana, "table-sales")
        let answer = try bench.ask(ana, "SelectListObjectValues", handle: list, ["/qListObjectDef", [0, 2], false])
        #expect(answer["result"]?["qSuccess"] == true)
        #expect(answer["change"] == .array([list, table].sorted().map { .int($0) }))
        #expect(try states(ana, list) == "S A S A")
        #expect(try bench.layout(ana, table)["qHyperCube"]?["qSize"]?["qcy"] == 8)
        let counts = try bench.layout(ana, list)["qListObject"]?["qDimensionInfo"]?["qStateCounts"]
        #expect(counts?["qSelected"] == 2 && counts?["qAlternative"] == 2)
    }

    @Test("§5.5.4 users do not see each other's selections")
    func usersDoNotSeeEachOthersSelections() throws {
        let ana = try bench.seat()
        let ben = try bench.seat("ben")
        let list = try bench.object(ana, "list-region")
        let others = try bench.object(ben, "list-region")
        try bench.ask(ana, "SelectListObjectValues", handle: list, ["/qListObjectDef", [0], false])
        #expect(try states(ben, others) == "O O O O" && ben.news.isEmpty)
    }

    @Test func eachWayOfSelectingSelects() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        let table = try bench.object(ana, "table-sales")
        let pivot = try bench.object(ana, "pivot-years")
        let field = try #require(try bench.result(ana, "GetField", ["Region"])["qHandle"]?.intValue)
        let path: JSONValue = "/qListObjectDef"
        let south: JSONValue = [["qText": "South", "qIsNumeric": false]]
        let leftCell: JSONValue = [["qType": "L", "qCol": 0, "qRow": 0]]
        let steps: [(String, Int, JSONValue, String)] = [
            ("SelectListObjectAll", list, [path], "S S S S"),
            ("SelectHyperCubeValues", table, ["/qHyperCubeDef", 0, [1], false], "A S A A"),
            ("SelectListObjectAlternative", list, [path], "S A S S"),
            ("SelectHyperCubeCells", table, ["/qHyperCubeDef", [0], [0]], "S A A A"),
            ("SelectListObjectExcluded", list, [path], "A S S S"),
            ("SelectListObjectPossible", list, [path], "A S S S"),
            ("SelectPivotCells", pivot, ["/qHyperCubeDef", leftCell], "A S A A"),
            ("SelectValues", field, [south, true], "O O O O"),
            ("SelectValues", field, [south, false], "A S A A"),
            ("Select", field, ["*"], "S S S S"), ("Select", field, ["West"], "A A A S"),
            ("ToggleSelect", field, ["N*"], "S A A S"), ("LowLevelSelect", field, [[3], true], "S A A A"),
            ("SelectAlternative", field, [], "A S S S"), ("SelectExcluded", field, [], "S A A A"),
            ("SelectPossible", field, [], "S A A A"), ("SelectAll", field, [], "S S S S"),
            ("Clear", field, [], "O O O O"), ("Back", 1, [], "S S S S"), ("Forward", 1, [], "O O O O"),
            ("ApplyBookmark", 1, ["bookmark-north"], "S A A A"), ("Lock", field, [], "L A A A"),
            ("ClearAll", 1, [], "L A A A"), ("Unlock", list, [path], "S A A A"), ("LockAll", 1, [], "L A A A"),
            ("ClearAll", 1, [true], "O O O O"), ("SelectAll", field, [], "S S S S"),
            ("ClearSelections", list, [path], "O O O O"),
        ]
        for (method, handle, params, expected) in steps {
            let answer = try bench.ask(ana, method, handle: handle, params)
            #expect(answer["error"] == nil, "\(method) \(answer.serialized())")
            #expect(try states(ana, list) == expected, "\(method)")
        }
    }

    @Test func lockedFieldsRefuseSelections() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        let field = try #require(try bench.result(ana, "GetField", ["Region"])["qHandle"]?.intValue)
        #expect(try bench.result(ana, "Lock", handle: field) == false)
        try bench.ask(ana, "Select", handle: field, ["West"])
        #expect(try bench.result(ana, "Lock", handle: field) == true)
        #expect(try bench.result(ana, "SelectListObjectAll", handle: list, ["/qListObjectDef"], "qSuccess") == false)
    }

    @Test func currentSelectionsAreListed() throws {
        let ana = try bench.seat()
        let handle = try bench.object(ana, "current-selections")
        #expect(try bench.layout(ana, handle)["qSelectionObject"]?["qSelections"] == [])
        try bench.ask(ana, "ApplyBookmark", ["bookmark-north"])
        let selection = try bench.layout(ana, handle)["qSelectionObject"]
        #expect(selection?["qSelections"]?[0]?["qField"] == "Region" && selection?["qBackCount"] == 1)
        #expect(selection?["qSelections"]?[0]?["qSelected"] == "North")
        #expect(selection?["qSelections"]?[0]?["qSelectedCount"] == 1)
    }

    @Test func bookmarksKeepAndGiveBackSelections() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        try bench.ask(ana, "SelectListObjectValues", handle: list, ["/qListObjectDef", [1], false])
        let made = try bench.ask(ana, "CreateBookmark", [["qInfo": ["qType": "bookmark"], "qMetaDef": ["title": "S"]]])
        let bookmark = try #require(made["result"]?["qReturn"]?["qHandle"]?.intValue)
        try bench.ask(ana, "ClearAll")
        #expect(try bench.result(ana, "Apply", handle: bookmark, [], "qSuccess") == true)
        #expect(try states(ana, list) == "A S A A")
        #expect(try bench.result(ana, "GetBookmarks", [[:]], "qList").arrayValue?.count == 2)
        #expect(try bench.result(ana, "ApplyBookmark", ["none"], "qSuccess") == false)
    }

    @Test func modalSelectionCanBeRefused() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        try bench.ask(ana, "BeginSelections", handle: list, [["/qListObjectDef"]])
        try bench.ask(ana, "SelectListObjectValues", handle: list, ["/qListObjectDef", [1], false])
        try bench.ask(ana, "EndSelections", handle: list, [false])
        #expect(try states(ana, list) == "O O O O")
    }

    @Test("§5.6.7 delta answers patch what the socket saw last")
    func deltaAnswersPatchWhatTheSocketSawLast() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        let first = try bench.ask(ana, "GetLayout", handle: list, delta: true)
        #expect(first["delta"] == true && first["result"]?["qLayout"]?[0]?["op"] == "add")
        #expect(first["result"]?["qLayout"]?[0]?["path"] == "/")
        #expect(try bench.ask(ana, "GetLayout", handle: list, delta: true)["result"]?["qLayout"] == [])
        let whole = try #require(first["result"]?["qLayout"]?[0]?["value"])
        try bench.ask(ana, "SelectListObjectValues", handle: list, ["/qListObjectDef", [1], false])
        let second = try bench.ask(ana, "GetLayout", handle: list, delta: true)["result"]?["qLayout"]
        let patches = (second?.arrayValue ?? []).compactMap(JSONPatch.init(json:))
        #expect(!patches.isEmpty && patches.allSatisfy { $0.path.hasPrefix("/qListObject/") })
        let patched = JSONPatch.apply(patches, to: whole)
        #expect(patched?["qListObject"]?["qDataPages"]?[0]?["qMatrix"]?.states == "A S A A")
        #expect(try bench.layout(ana, list) == patched)
        let scalar = try bench.ask(ana, "Evaluate", ["1+1"], delta: true)
        #expect(scalar["result"]?["qReturn"] == [["op": "add", "path": "/", "value": "2"]])
    }
}
