// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// Names scenarios on the command line: by id, by the id of a requirement they cover, or by a pattern over either.
///
/// `cookies/*` selects the scenarios of one area, `**/isolation*` those of that name in any, `ISOL-*` those that cover
/// a requirement of that group.
public struct Selector: Sendable, Hashable {
    let glob: Glob

    /// The selector as it was written.
    public var pattern: String { glob.pattern }

    /// Reads a selector; every text is one.
    public init(_ pattern: String) {
        glob = Glob(pattern)
    }

    /// True if the scenario's id, or a requirement that it covers, fits.
    public func selects(_ scenario: Scenario) -> Bool {
        glob.matches(scenario.id) || scenario.covers.contains { glob.matches($0) }
    }

    /// The scenarios that at least one selector fits, in the order of the library; all of them if there is no selector.
    ///
    /// - Throws: `ConformanceError` with `.unknownSelector` for a selector that selects nothing.
    public static func select(
        _ selectors: [Selector], from scenarios: [Scenario]
    ) throws(ConformanceError) -> [Scenario] {
        guard !selectors.isEmpty else { return scenarios }
        for selector in selectors where !scenarios.contains(where: selector.selects) {
            throw unknown(selector, among: scenarios)
        }
        return scenarios.filter { scenario in selectors.contains { $0.selects(scenario) } }
    }

    private static func unknown(_ selector: Selector, among scenarios: [Scenario]) -> ConformanceError {
        let known = scenarios.map(\.id) + scenarios.flatMap(\.covers)
        let hint = Suggestion.nearest(to: selector.pattern, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        return ConformanceError(.unknownSelector, "no scenario fits \"\(selector.pattern)\"\(hint)")
    }
}
