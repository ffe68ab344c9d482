// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioLanguage

@Suite struct SuggestionTests {
    @Test func neighboursThatChangedPlacesAreOneSlip() {
        #expect(Suggestion.distance(Array("gest".unicodeScalars), Array("gets".unicodeScalars)) == 1)
    }

    @Test func theNearestWordIsSuggested() {
        #expect(Suggestion.nearest(to: "postss", among: ["gets", "posts", "puts"]) == "posts")
    }

    @Test func nothingIsSuggestedForAStrangeWord() {
        #expect(Suggestion.nearest(to: "vanishes", among: ["gets", "posts"]) == nil)
    }

    @Test func fetchesIsFarFromGets() {
        #expect(Suggestion.distance(Array("fetches".unicodeScalars), Array("gets".unicodeScalars)) == 4)
    }
}
