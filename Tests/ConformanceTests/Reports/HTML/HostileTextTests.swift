// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing
import Wire

@testable import Conformance

/// The proxy under test writes what reports show, and it may be hostile.
@Suite struct HostileTextTests {
    static let attacks = [
        "\"><script>alert(1)</script>", "' onmouseover=alert(1) x='", "</style><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "<!-- ", "]]>", "</pre></details></main>", "javascript:alert(1)",
        // A combining mark makes one letter of both for Swift, not for a browser.
        "\"\u{301} onclick=alert(1) ", "<\u{301}script>", "&\u{301}lt;", ">\u{20E3}",
        "\u{0}\u{1B}[2J\u{202E}gpj.exe", "`${alert(1)}`",
    ]

    @Test(arguments: attacks)
    func valuesStayText(attack: String) {
        let markup: Markup = "<p title=\"\(attack)\">\(attack)</p>"
        let inner = markup.html.dropFirst("<p title=\"".count).dropLast("</p>".count)
        let scalars = Array(String(inner).unicodeScalars)
        #expect(scalars.count(where: { $0 == "<" }) == 0)
        #expect(scalars.count(where: { $0 == ">" }) == 1)
        #expect(scalars.count(where: { $0 == "\"" }) == 1)
        #expect(!scalars.contains { $0 == "\u{0}" || $0 == "\u{1B}" || $0 == "\u{202E}" })
    }

    @Test(arguments: attacks)
    func aPageHasOnlyTheTagsAndAttributesThatWeWrote(attack: String) async throws {
        let page = try await Self.page(of: attack)
        let body = try #require(page.split(separator: "</style>", maxSplits: 1).last)
        let html = body.split(separator: "<script nonce=", maxSplits: 1)[0]
        for match in html.matches(of: /<([^>]*?)\/?>/) {
            let tag = match.1.split(separator: " ", maxSplits: 1)
            let name = tag[0].drop { $0 == "/" }
            #expect(Self.tags.contains(String(name)), "<\(match.1)>")
            for attribute in (tag.count > 1 ? tag[1] : "").matches(of: /([^ =]+)(="[^"]*")?/) {
                #expect(Self.attributes.contains(String(attribute.1)), "<\(match.1)>")
            }
        }
        #expect(page.matches(of: /<script/).count == 1)
    }

    @Test func thePolicyLetsInOnlyWhatHasTheNonceOfThePage() {
        let text = HTMLPage(title: "x", body: "", nonce: "n0").text()
        #expect(
            text.contains(
                "content=\"default-src &#39;none&#39;; style-src &#39;nonce-n0&#39;; script-src &#39;nonce-n0&#39;; "
                    + "base-uri &#39;none&#39;; form-action &#39;none&#39;\""))
        #expect(text.contains("<style nonce=\"n0\">") && text.contains("<script nonce=\"n0\">"))
        #expect(HTMLPage.freshNonce() != HTMLPage.freshNonce())
        #expect(!text.contains("http://") && !text.contains("https://"))
    }

    /// A page on which the attack stands wherever a proxy, a file or an option can put it.
    private static func page(of attack: String) async throws -> String {
        let place = SourcePlace(file: attack, line: 1, column: 1)
        let step = Step(
            place: place, label: "1", subject: .user("ana"), verb: "gets",
            object: .scalar(attack, isQuoted: false, place: place))
        let scenario = Scenario(
            id: "a/\(attack)", title: attack, covers: ["ISOL-01"], why: attack, steps: [step], place: place)
        let bad = Failure(
            summary: attack, place: place, label: "1", sentence: attack, expected: [attack],
            seen: [.init(side: .browser, text: "‹ana.x› \(attack) ‹\(attack)›")])
        let message = SequenceMessage(
            kind: .answer, from: attack, to: "proxy", step: 1, at: 0, title: attack, carries: [attack, "‹\(attack)›"],
            isFaulty: true)
        let result = ScenarioResult(
            scenario: scenario, verdict: .failed(bad), seconds: 1,
            sequence: { _ in MessageSequence(messages: [message], omitted: 1) })
        let saboteur = SaboteurJudgement(
            name: attack, breaks: [attack], summary: attack, verdict: .survived, by: [attack], killedRequirements: [],
            reason: attack, results: [result])
        let requirement = Requirement(
            id: "ISOL-01", level: .must, group: attack, statement: attack, source: attack, stimulus: "", observe: "",
            mutant: "", place: place)
        let report = RunReport(
            target: attack, seed: 7, seconds: 1, results: [result], catalogue: [requirement], saboteurs: [saboteur],
            rerun: RerunCommand(options: [attack], seed: 7))
        return HTMLReport(try await ReportSample.record(of: report, catalogue: [requirement])).text()
    }

    private static let tags: Set<String> = [
        "a", "b", "body", "cite", "code", "dd", "defs", "details", "div", "dl", "dt", "figcaption", "figure", "form",
        "h1", "h2", "h3", "head", "header", "input", "label", "li", "line", "main", "marker", "ol", "option", "output",
        "p", "path", "pre", "rect", "section", "select", "span", "summary", "svg", "table", "tbody", "td", "th",
        "thead", "tr", "ul",
    ]
    private static let attributes: Set<String> = [
        "aria-hidden", "aria-label", "class", "d", "data-area", "data-covers", "data-level", "data-verdict", "height",
        "hidden", "href", "id", "marker-end", "markerHeight", "markerUnits", "markerWidth", "name", "open", "orient",
        "placeholder", "refX", "refY", "role", "scope", "type", "value", "viewBox", "width", "x", "x1", "x2", "y1",
        "y2",
    ]
}
