// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// Objects, layouts and handles of an engine session: contract §5.6.
@Suite struct EngineObjectTests {
    let bench = EngineBench()

    @Test("§5.6.12 a sheet lists its cells and an app its sheets")
    func sheetListsItsCellsAndAnAppListsItsSheets() throws {
        let ana = try bench.seat()
        let definition: JSONValue = [
            "qInfo": ["qType": "SheetList"],
            "qAppObjectListDef": ["qType": "sheet", "qData": ["title": "/qMetaDef/title", "cells": "/cells"]],
        ]
        let list = try bench.ask(ana, "CreateSessionObject", [definition])
        let handle = try #require(list["result"]?["qReturn"]?["qHandle"]?.intValue)
        #expect(list["change"] == [.int(handle)])
        let items = try bench.layout(ana, handle)["qAppObjectList"]?["qItems"]
        #expect(items?[0]?["qInfo"]?["qId"] == "sheet-overview" && items?[1] == nil)
        #expect(items?[0]?["qData"]?["title"] == "Overview")
        #expect(items?[0]?["qData"]?["cells"]?.arrayValue?.count == 5)
    }

    @Test("§5.6.8 unknown objects have null references")
    func unknownObjectsHaveNullReferences() throws {
        let ana = try bench.seat()
        for (method, id) in [("GetObject", "no"), ("GetVariableByName", "no"), ("GetBookmark", "sheet-overview")] {
            let reference = try bench.result(ana, method, [.string(id)])
            #expect(reference["qType"] == .null && reference["qHandle"] == .null, "\(method)")
        }
        #expect(try bench.result(ana, "GetField", ["no"])["qHandle"] == .null)
    }

    @Test("§5.6.13 a hypercube has the reader's own marker")
    func hyperCubeHasTheReadersOwnMarker() throws {
        let ana = try bench.seat()
        let ben = try bench.seat("ben")
        for (seat, marker) in [(ana, "marker-of-ana"), (ben, "marker-of-ben")] {
            let cube = try bench.layout(seat, try bench.object(seat, "table-sales"))["qHyperCube"]
            #expect(cube?["qSize"] == ["qcx": 5, "qcy": 16])
            #expect(cube?["qDataPages"]?[0]?["qMatrix"]?.texts.first == ["North", "Bolts", marker, "411", "3"])
            #expect(cube?["qMeasureInfo"]?[0]?["qFallbackTitle"] == "Amount")
            #expect(cube?["qDimensionInfo"]?[0]?["qStateCounts"]?["qOption"] == 4)
        }
    }

    @Test("§5.6.13 pages of a hypercube are cut to what there is")
    func hyperCubePagesAreCutToWhatThereIs() throws {
        let ana = try bench.seat()
        let table = try bench.object(ana, "table-sales")
        let page: JSONValue = ["qLeft": 1, "qTop": 14, "qWidth": 3, "qHeight": 100]
        let pages = try bench.result(ana, "GetHyperCubeData", handle: table, ["/qHyperCubeDef", [page]], "qDataPages")
        #expect(pages[0]?["qMatrix"]?.texts.map(\.first) == ["Screws", "Washers"])
        #expect(pages[0]?["qArea"] == ["qLeft": 1, "qTop": 14, "qWidth": 3, "qHeight": 2])
        let named: JSONValue = ["qPath": "/qHyperCubeDef", "qPages": [page]]
        let reduced = try bench.result(ana, "GetHyperCubeReducedData", handle: table, named, "qDataPages")
        #expect(reduced == pages)
    }

    @Test("§5.6.13 pivot pages have trees, and stack pages one")
    func pivotPagesHaveTreesAndStackPagesOne() throws {
        let ana = try bench.seat()
        let page: JSONValue = ["qLeft": 0, "qTop": 0, "qWidth": 2, "qHeight": 3]
        let pivot = try bench.object(ana, "pivot-years")
        let pages = try bench.result(
            ana, "GetHyperCubePivotData", handle: pivot, ["/qHyperCubeDef", [page]], "qDataPages")
        #expect(pages[0]?["qLeft"]?.arrayValue?.map { $0["qText"] } == ["North", "South", "East"])
        #expect(pages[0]?["qTop"]?.arrayValue?.map { $0["qText"] } == ["2023", "2024", "2025"])
        #expect(pages[0]?["qData"]?.arrayValue?.map { $0.arrayValue?.count } == [2, 2, 2])
        #expect(pages[0]?["qData"]?[0]?[0]?["qType"] == "V")
        let chart = try bench.object(ana, "chart-products")
        let stack = try bench.result(
            ana, "GetHyperCubeStackData", handle: chart, ["/qHyperCubeDef", [page]], "qDataPages")
        let root = stack[0]?["qData"]?[0]
        #expect(root?["qType"] == "R" && root?["qSubNodes"]?.arrayValue?.count == 3)
        #expect(root?["qSubNodes"]?[0]?["qSubNodes"]?[3]?["qText"] == "Washers")
        #expect(root?["qSubNodes"]?[0]?["qSubNodes"]?[0]?["qValue"] == 411)
        let layout = try bench.layout(ana, chart)["qHyperCube"]
        #expect(layout?["qStackedDataPages"]?.arrayValue?.count == 1 && layout?["qDataPages"] == [])
    }

    @Test func textAndNumberExpressionsStandInTheLayout() throws {
        let ana = try bench.seat()
        let handle = try bench.object(ana, "kpi-total")
        let layout = try bench.layout(ana, handle)
        #expect(layout["title"] == "Total of UserDirectory=QLIK; UserId=auth0|ana")
        let before = try #require(layout["value"]?.doubleValue)
        let rate = try bench.result(ana, "GetVariableByName", ["vRate"])
        #expect(rate["qType"] == "GenericVariable")
        let answer = try bench.ask(ana, "SetStringValue", handle: rate["qHandle"]?.intValue ?? 0, ["2.5"])
        #expect(answer["change"]?.arrayValue?.contains(.int(handle)) == true)
        #expect(try bench.layout(ana, handle)["value"]?.doubleValue == before * 2)
    }

    @Test("§5.6.17 what is no number is the text NaN in qNum")
    func textHasNaNForANumber() throws {
        let ana = try bench.seat()
        let cube = try bench.layout(ana, try bench.object(ana, "table-sales"))["qHyperCube"]
        let row = cube?["qDataPages"]?[0]?["qMatrix"]?[0]
        #expect(row?[0]?["qText"] == "North" && row?[0]?["qNum"] == "NaN")
        #expect(row?[3]?["qText"] == "411" && row?[3]?["qNum"] == 411)
    }

    @Test func unfulfilledConditionLeavesError7005() throws {
        let ana = try bench.seat()
        let definition: JSONValue = [
            "qInfo": ["qType": "table"],
            "qHyperCubeDef": ["qCalcCondition": ["qCond": "Count(Region)-48"], "qDimensions": [], "qMeasures": []],
        ]
        let made = try bench.result(ana, "CreateSessionObject", [definition])
        let layout = try bench.layout(ana, made["qHandle"]?.intValue ?? 0)
        #expect(layout["qHyperCube"]?["qError"] == ["qErrorCode": 7005])
    }

    @Test func changedPropertiesAreToldAndPatched() throws {
        let ana = try bench.seat()
        let other = try bench.seat()
        let mine = try bench.object(ana, "list-region")
        let theirs = try bench.object(other, "list-region")
        #expect(mine != theirs)
        let patch: JSONValue = ["qOp": "add", "qPath": "/colour", "qValue": #""red""#]
        let answer = try bench.ask(ana, "ApplyPatches", handle: mine, [[patch]])
        #expect(answer["change"] == [.int(mine)] && answer["error"] == nil)
        #expect(other.news == [EngineNews(change: [theirs])])
        #expect(try bench.result(other, "GetProperties", handle: theirs, [], "qProp")["colour"] == "red")
        try bench.ask(ana, "SetProperties", handle: mine, [["a": 1]])
        let properties = try bench.result(other, "GetProperties", handle: theirs, [], "qProp")
        #expect(properties == ["a": 1, "qInfo": ["qId": "list-region", "qType": "listbox"]])
    }

    @Test func changeIsToldOnceUntilTheClientHasLooked() throws {
        let ana = try bench.seat()
        let other = try bench.seat()
        let mine = try bench.object(ana, "list-region")
        let theirs = try bench.object(other, "list-region")
        for index in 0..<3 {
            try bench.ask(ana, "SelectListObjectValues", handle: mine, ["/qListObjectDef", [.int(index)], true])
        }
        #expect(other.news == [EngineNews(change: [theirs])])
        _ = try bench.layout(other, theirs)
        try bench.ask(ana, "ClearAll")
        #expect(other.news.count == 2)
    }

    @Test("§5.6.4 destroyed objects close on every socket")
    func destroyedObjectsCloseOnEverySocket() throws {
        let ana = try bench.seat()
        let other = try bench.seat()
        let info = try bench.result(ana, "CreateObject", [["qInfo": ["qType": "note"]]], "qInfo")
        let id = try #require(info["qId"])
        let theirs = try #require(try bench.result(other, "GetObject", [id])["qHandle"]?.intValue)
        let mine = try #require(try bench.result(ana, "GetObject", [id])["qHandle"]?.intValue)
        let answer = try bench.ask(ana, "DestroyObject", [id])
        #expect(answer["result"]?["qSuccess"] == true && answer["close"] == [.int(mine)])
        #expect(other.news.last?.close == [theirs])
        #expect(try bench.code(other, "GetLayout", handle: theirs) == -32602)
        #expect(try bench.ask(ana, "DestroyObject", [id])["result"]?["qSuccess"] == false)
    }

    @Test func childrenBelongToTheirParent() throws {
        let ana = try bench.seat()
        let sheet = try bench.object(ana, "sheet-overview")
        let child = try bench.result(ana, "CreateChild", handle: sheet, [["qInfo": ["qType": "note"]]], "qInfo")
        let id = try #require(child["qId"])
        #expect(try bench.layout(ana, sheet)["qChildList"]?["qItems"]?[0]?["qInfo"]?["qId"] == id)
        #expect(try bench.result(ana, "GetChildInfos", handle: sheet, [], "qInfos") == [child])
        #expect(try bench.result(ana, "GetChild", handle: sheet, [id])["qType"] == "GenericObject")
        let tree = try bench.result(ana, "GetFullPropertyTree", handle: sheet, [], "qPropEntry")
        #expect(tree["qChildren"]?[0]?["qProperty"]?["qInfo"] == child)
        #expect(try bench.result(ana, "DestroyChild", handle: sheet, [id], "qSuccess") == true)
        #expect(try bench.result(ana, "GetChildInfos", handle: sheet, [], "qInfos") == [])
    }

    @Test("§5.6.10 errors have the engine's codes")
    func errorsHaveTheEnginesCodes() throws {
        let ana = try bench.seat()
        let list = try bench.object(ana, "list-region")
        let note = try bench.object(ana, "note-published")
        let calls: [(String, Int, JSONValue, Int)] = [
            ("GetLayout", 99, [], -32602), ("GetLayout", 1, [], -32601), ("GetAppLayout", list, [], -32601),
            ("GetObject", 1, [7], -32602), ("GetHyperCubeData", list, ["/qHyperCubeDef", []], 8),
            ("SelectListObjectValues", list, ["/no", [0]], 8), ("ApplyPatches", list, [[["qOp": "x"]]], 8),
            ("GetFieldDescription", 1, ["no"], 2), ("CreateObject", 1, [["qInfo": ["qId": "list-region"]]], 3),
            ("CreateVariableEx", 1, [["qName": "vRate"]], 3), ("SetProperties", note, [["a": 1]], 5),
            ("DestroyObject", 1, ["note-published"], 5), ("OpenDoc", -1, ["no"], 1002),
        ]
        for (method, handle, params, code) in calls {
            #expect(try bench.code(ana, method, handle: handle, params) == code, "\(method)")
        }
    }

    @Test func toldFailuresTakeThePlaceOfAnswers() throws {
        let ana = try bench.seat()
        bench.core.engine.faults.add(
            EngineError(code: 1015, message: "x"), method: "GetAppLayout", user: "ana", times: 2)
        let ben = try bench.seat("ben")
        #expect(try bench.code(ben, "GetAppLayout") == nil)
        #expect(try bench.code(ana, "GetAppLayout") == 1015)
        #expect(try bench.code(ana, "GetAppLayout") == 1015)
        #expect(try bench.code(ana, "GetAppLayout") == nil)
    }

    @Test("§5.6.20 a script is kept, and a reload tells its progress, its time and that it succeeded")
    func scriptIsKeptAndReloaded() throws {
        let ana = try bench.seat()
        let before = try bench.result(ana, "GetProgress", handle: -1, [0], "qProgressData")
        #expect(before["qStarted"] == false && before["qFinished"] == false)
        let old = try bench.result(ana, "GetAppLayout", [], "qLayout")["qLastReloadTime"]
        try bench.ask(ana, "SetScript", ["Load 1 as X AutoGenerate 5;"])
        #expect(try bench.result(ana, "GetScript", [], "qScript") == "Load 1 as X AutoGenerate 5;")
        #expect(try bench.result(ana, "DoReload", [0]) == true)
        #expect(try bench.result(ana, "DoReloadEx", [[:]], "qResult")["qSuccess"] == true)
        let after = try bench.result(ana, "GetProgress", handle: -1, [0], "qProgressData")
        #expect(after["qFinished"] == true && after["qCompleted"] == 48 && after["qTotal"] == 48)
        #expect(after["qPersistentProgress"]?.stringValue?.hasSuffix("<< 48 lines fetched") == true)
        #expect(try bench.result(ana, "GetAppLayout", [], "qLayout")["qLastReloadTime"] != old)
    }

    @Test func picturesOfTheAppAreListed() throws {
        let ana = try bench.seat()
        let made = try bench.result(
            ana, "CreateSessionObject", [["qInfo": ["qType": "MediaList"], "qMediaListDef": [:]]])
        let list = try bench.layout(ana, made["qHandle"]?.intValue ?? 0)["qMediaList"]?["qItems"]
        #expect(list?.arrayValue?.map { $0["qUrlDef"] } == ["/media/logo.png", "/media/maps/north.svg"])
        let place = "/api/v1/apps/\(TenantApp.sales.id)/media/files/logo.png"
        #expect(list?[0]?["qUrl"] == .string(place))
    }

    @Test("§5.6.4 a reload suspends and changes everything")
    func reloadSuspendsAndChangesEverything() throws {
        let ana = try bench.seat()
        let other = try bench.seat()
        let theirs = try bench.object(other, "table-sales")
        let answer = try bench.ask(ana, "DoReload", [0])
        #expect(answer["result"]?["qReturn"] == true)
        #expect(other.news == [EngineNews(change: [theirs], suspend: [theirs])])
    }
}
