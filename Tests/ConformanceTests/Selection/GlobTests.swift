// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import Conformance

@Suite struct GlobTests {
    @Test(arguments: [
        ("cookies/isolation", "cookies/isolation"), ("cookies/*", "cookies/isolation"),
        ("*/isolation", "cookies/isolation"), ("**", "cookies/isolation"), ("**/iso*", "cookies/isolation"),
        ("cookies/iso*tion", "cookies/isolation"), ("ISOL-*", "ISOL-03"), ("a*", "a"), ("**b", "a/b"), ("", ""),
        ("a***b", "a/x/b"),
    ])
    func fits(pattern: String, text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(arguments: [
        ("*", "cookies/isolation"), ("cookies", "cookies/isolation"), ("cookies/*", "cookies/deep/isolation"),
        ("iso*", "cookies/isolation"), ("a*b", "a/b"), ("", "a"), ("ab", "a"), ("a.c", "abc"),
    ])
    func doesNotFit(pattern: String, text: String) {
        #expect(!Glob(pattern).matches(text))
    }

    @Test func manyWildcardsStayFast() {
        let pattern = Glob(String(repeating: "*a", count: 40) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 4000)))
    }
}
