// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// The patches of delta answers: contract §5.6.
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
    private func document(_ random: RandomSource, depth: Int = 3) -> JSONValue {
        let draw = random.bytes(2).map(Int.init)
        switch draw[0] % (depth == 0 ? 4 : 8) {
        case 0: return .null
        case 1: return .bool(draw[1] % 2 == 0)
        case 2: return .int(draw[1] % 3)
        case 3: return .string(["", "a", "/", "~1"][draw[1] % 4])
        case 4, 5: return .array((0..<draw[1] % 4).map { _ in document(random, depth: depth - 1) })
        default:
            var object: JSONObject = [:]
            for _ in 0..<draw[1] % 4 {
                let names = ["qA", "q/B", "q~C", "0", "", "qE"]
                object[names[Int(random.bytes(1)[0]) % names.count]] = document(random, depth: depth - 1)
            }
            return .object(object)
        }
    }

    @Test(arguments: 0..<20) func aDifferencePutInGivesTheNewValue(_ seed: UInt64) throws {
        let random = RandomSource.seeded(seed)
        for _ in 0..<100 {
            let old = document(random)
            let new = document(random)
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

    @Test func enginePatchesCarryJSONAsText() {
        let patch: JSONValue = ["qOp": "Replace", "qPath": "/a", "qValue": #"{"b":[1]}"#]
        #expect(JSONPatch.parse(engine: patch) == JSONPatch(.replace, "/a", ["b": [1]]))
        #expect(JSONPatch.parse(engine: ["qOp": "remove", "qPath": "/a"]) == JSONPatch(.remove, "/a"))
        #expect(JSONPatch.parse(engine: ["qOp": "move", "qPath": "/a"]) == nil)
        #expect(JSONPatch.parse(engine: ["qOp": "add", "qPath": "/a", "qValue": "no json"]) == nil)
    }
}
