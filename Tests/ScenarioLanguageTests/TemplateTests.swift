// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioLanguage

@Suite struct TemplateTests {
    private let place = SourcePlace(file: "x", line: 1, column: 1)

    @Test func findsSubstitutionsBetweenTexts() {
        let template = Template("/app/<apps.sales>?t=<ana/2.csrf-token>", place: place)
        #expect(
            template.parts == [
                .text("/app/"), .variable(.init(scope: "apps", name: "sales")), .text("?t="),
                .variable(.init(scope: "ana/2", name: "csrf-token")),
            ])
    }

    @Test(arguments: ["<script>alert(1)</script>", "a < b.c > d", "<.x>", "<x.>", "<X.y>", "<a.b", ""])
    func otherAnglesAreText(_ text: String) {
        #expect(Template(text, place: place).variables.isEmpty)
        #expect(Template(text, place: place).source == text)
    }

    @Test func namesMayHoldDotsAndCapitals() {
        let template = Template("<ana.tenant-cookie._csrfToken.sig>", place: place)
        #expect(template.variables == [.init(scope: "ana", name: "tenant-cookie._csrfToken.sig")])
    }
}
