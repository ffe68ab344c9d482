// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Wire

/// RFC 6902, as far as the engine uses it.
@Suite struct JSONPatchTests {
    /// Members in the order of their names, so that equal objects are equal.
    private func canonical(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(canonical))
        case .object(let object):
            .object(object.sorted { $0.name < $1.name }.map { ($0.name, canonical($0.value)) })
        default: value
        }
    }

    /// A small document drawn at random: names with `/`, `~` and nothing in them among others.
    private func document(_ random: inout SeededGenerator, depth: Int = 3) -> JSONValue {
        let draw = [Int.random(in: 0..<256, using: &random), Int.random(in: 0..<256, using: &random)]
        switch draw[0] % (depth == 0 ? 4 : 8) {
        case 0: return .null
        case 1: return .bool(draw[1] % 2 == 0)
        case 2: return .int(draw[1] % 3)
        case 3: return .string(["", "a", "/", "~1"][draw[1] % 4])
        case 4, 5: return .array((0..<draw[1] % 4).map { _ in document(&random, depth: depth - 1) })
        default:
            var object: JSONObject = [:]
            for _ in 0..<draw[1] % 4 {
                let names = ["qA", "q/B", "q~C", "0", "", "qE"]
                object[names[Int.random(in: 0..<names.count, using: &random)]] = document(&random, depth: depth - 1)
            }
            return .object(object)
        }
    }

    @Test(arguments: 0..<20) func aDifferencePutInGivesTheNewValue(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let old = document(&random)
            let new = document(&random)
            let patches = JSONPatch.difference(from: old, to: new)
            let patched = try #require(JSONPatch.apply(patches, to: old), "\(old.serialized()) \(new.serialized())")
            #expect(canonical(patched) == canonical(new), "\(old.serialized()) \(new.serialized())")
            #expect(JSONPatch.difference(from: new, to: new).isEmpty)
        }
    }

    @Test func onlyWhatDiffersIsPatched() {
        let old: JSONValue = ["a": [1, ["b": 1, "c": 2], 3], "d/e": "x", "f": 1]
        let new: JSONValue = ["a": [1, ["b": 9, "c": 2]], "d/e": "y", "g": nil]
        #expect(
            JSONPatch.difference(from: old, to: new) == [
                JSONPatch(.remove, "/f"), JSONPatch(.replace, "/a/1/b", 9), JSONPatch(.remove, "/a/2"),
                JSONPatch(.replace, "/d~1e", "y"), JSONPatch(.add, "/g", .null),
            ])
    }

    @Test func patchesToNowhereAreRefused() {
        let document: JSONValue = ["a": [1]]
        for patch in [
            JSONPatch(.replace, "/b", 1), JSONPatch(.remove, "/a/1"), JSONPatch(.add, "/a/2", 1),
            JSONPatch(.add, "/x/y", 1), JSONPatch(.replace, "/a/0/b", 1), JSONPatch(.replace, "/a/-", 1),
        ] {
            #expect(JSONPatch.apply([patch], to: document) == nil, "\(patch)")
        }
    }

    @Test func aPatchIsReadAsItIsWritten() {
        for patch in [JSONPatch(.add, "/a", .null), JSONPatch(.replace, "/a/0", 1), JSONPatch(.remove, "/a")] {
            #expect(JSONPatch(json: patch.json) == patch)
        }
        for json: JSONValue in [["op": "move", "path": "/a"], ["op": "add", "path": "/a"], ["op": "remove"], 1] {
            #expect(JSONPatch(json: json) == nil, "\(json.serialized())")
        }
    }
}
