// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// Selections, states and expressions over a table of four rows.
@Suite struct SelectionsTests {
    let table = EngineTable(
        TenantTable(
            fields: ["Region", "Year", "Net Amount"],
            rows: [["North", 2024, 1], ["North", 2025, 2], ["South", 2025, 4], ["East", 2023, 8]]),
        reader: "me")

    private func states(_ selections: Selections, _ field: Int) -> String {
        selections.states(of: field, in: table).map(\.rawValue).joined(separator: " ")
    }

    @Test func statesFollowTheSelectionsOfOtherFields() {
        var selections = Selections()
        #expect(states(selections, 0) == "O O O")
        #expect(selections.select([1], in: 1, toggle: false) == true)
        #expect(states(selections, 1) == "A S A")
        #expect(states(selections, 0) == "O O X")
        #expect(selections.select([2], in: 0, toggle: false) == true)
        #expect(states(selections, 0) == "A A XS")
        #expect(selections.rows(of: table).isEmpty)
    }

    @Test func togglingAddsAndTakesAway() {
        var selections = Selections()
        _ = selections.select([0], in: 0, toggle: true)
        _ = selections.select([1], in: 0, toggle: true)
        #expect(states(selections, 0) == "S S A")
        _ = selections.select([0], in: 0, toggle: true)
        #expect(states(selections, 0) == "A S A")
        _ = selections.select([1], in: 0, toggle: true)
        #expect(selections.choices.isEmpty)
    }

    @Test func aLockedFieldRefusesAndSurvivesClearing() {
        var selections = Selections()
        #expect(selections.setLock(true, of: 0) == false)
        _ = selections.select([0], in: 0, toggle: false)
        #expect(selections.setLock(true, of: 0) == true)
        #expect(selections.select([1], in: 0, toggle: false) == false)
        #expect(states(selections, 0) == "L A A")
        selections.clear()
        #expect(states(selections, 0) == "L A A")
        selections.clear(lockedAlso: true)
        #expect(states(selections, 0) == "O O O")
    }

    @Test func backAndForwardStep() {
        var selections = Selections()
        #expect(!selections.back() && !selections.forward())
        _ = selections.select([0], in: 0, toggle: false)
        _ = selections.select([0], in: 0, toggle: false)
        _ = selections.select([1], in: 0, toggle: false)
        #expect(selections.backCount == 2)
        #expect(selections.back() && states(selections, 0) == "S A A")
        #expect(selections.back() && states(selections, 0) == "O O O")
        #expect(selections.forward() && selections.forwardCount == 1)
        selections.replace(with: [1: [0], 2: []])
        #expect(selections.forwardCount == 0 && selections.choices.keys.sorted() == [1])
    }

    @Test(arguments: [
        ("Sum([Net Amount])", "15"), ("=sum( [Net Amount] ) / Count(Year)", "3.75"), ("Count(DISTINCT Region)", "3"),
        ("Avg(Year)", "2024.25"), ("Min(Year)", "2023"), ("Max([Net Amount])-1", "7"), ("Only(Region)", "-"),
        ("Reader", "me"), ("'Mr. ' & Reader & 2*3", "Mr. me6"), ("$(vTwo) * 4", "8"), ("[Net Amount]", "-"),
        ("Avg(Region)", "-"), ("Median(Year)", "-"), ("Sum(Nothing)", "-"),
        ("OSUser()", "UserDirectory=QLIK; UserId=s"),
        ("-(2)*-3", "6"), ("= 'text'", "text"), ("", "-"), ("1+", "-"), ("1/0", "-"), ("(1", "-"), ("1 2", "-"),
        ("'open", "-"), ("$(vNone)", "-"), ("'a'+1", "-"),
    ])
    func expressionsAreEvaluated(_ text: String, _ expected: String) {
        let user = TenantUser(
            id: "", name: "", subject: "s", displayName: "", email: "", groups: [], createdAt: 0, updatedAt: 0,
            marker: "")
        let scope = ExpressionScope(
            user: user, table: table, rows: Array(table.rows.indices), variables: ["vTwo": "2"])
        #expect(Expression.evaluate(text, in: scope).shown == expected)
    }

    @Test func deepNestingIsRefused() {
        let scope = ExpressionScope(user: EngineBench.user("ana"))
        let text = String(repeating: "(", count: 500)
        #expect(Expression.evaluate(text, in: scope) == Expression.failed)
    }
}
