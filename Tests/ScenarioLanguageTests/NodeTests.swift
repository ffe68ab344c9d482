// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioLanguage

@Suite struct NodeTests {
    private func node(_ text: String) throws -> Node { try YAMLReader.read(text, file: "x.yaml") }

    @Test(arguments: zip(["300 ms", "10 s", "31 min", "2 h", "7 d"], [0.3, 10, 1860, 7200, 604_800]))
    func durationsHaveUnits(_ text: String, _ seconds: Double) throws {
        #expect(try node(text).duration() / .seconds(1) == seconds)
    }

    @Test(arguments: ["10", "ten s", "-1 s", "10 m", "1.5 s"]) func durationsWithoutAKnownUnitAreRefused(_ text: String)
    {
        #expect(throws: Diagnostic.self) { try node(text).duration() }
    }

    @Test(arguments: zip(["512", "1 B", "64 KiB", "5 MiB"], [512, 1, 65_536, 5_242_880]))
    func sizesHaveUnits(_ text: String, _ bytes: Int) throws {
        #expect(try node(text).size() == bytes)
    }

    @Test func hexadecimalBytesMayHaveSpaces() throws {
        #expect(try node("00 ff 7f80").hexBytes() == [0, 255, 127, 128])
        #expect(throws: Diagnostic.self) { try node("0f0").hexBytes() }
        #expect(throws: Diagnostic.self) { try node("zz").hexBytes() }
    }

    @Test func placesCountFromOne() throws {
        let map = try node("a:\n  - b\n  - { c: d }\n").asMap()
        let list = try map.required("a").asList()
        #expect(list[1].place == SourcePlace(file: "x.yaml", line: 3, column: 5))
    }

    @Test func quotedTextStaysApartFromNumbers() throws {
        let map = try node("{ a: \"1\", b: 1, c: , d: \"\" }").asMap()
        #expect(map["a"] == .scalar("1", isQuoted: true, place: try map.required("a").place))
        #expect(try map.required("c").isNothing)
        #expect(try !map.required("d").isNothing)
    }

    @Test func anUnknownKeySuggestsTheNearestOne() {
        let error = #expect(throws: Diagnostic.self) { try node("{ statsu: 1 }").asMap(["status", "headers"]) }
        #expect(error?.description == "x.yaml:1:3: error: unknown key \"statsu\"; did you mean \"status\"?")
    }

    @Test func keysThatExcludeEachOtherAreRefused() throws {
        #expect(throws: Diagnostic.self) { try node("{ a: 1, b: 2 }").asMap().one(among: ["a", "b"]) }
    }
}
