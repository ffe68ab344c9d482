// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import Conformance

@Suite struct ReportRequestTests {
    static let kinds = "html, json, junit, markdown, ndjson, sarif, tap"

    @Test func aKindAndAPathAreRead() throws {
        let request = try ReportRequest("junit=out/a=b.xml")
        #expect(request.kind == .junit)
        #expect(request.path == "out/a=b.xml")
    }

    @Test func anUnknownKindIsRefusedWithTheKindsThatExist() {
        #expect(
            throws: ConformanceError(
                .unknownReport, "there is no report of the kind \"pdf\"; the kinds are \(Self.kinds)")
        ) { try ReportRequest("pdf=a.pdf") }
    }

    @Test(arguments: ["json", "json=", "", "a.json"])
    func whatIsNoPairIsRefused(argument: String) {
        #expect(
            throws: ConformanceError(
                .unknownReport,
                "a report is asked for as KIND=PATH, not as \"\(argument)\"; the kinds are \(Self.kinds)")
        ) { try ReportRequest(argument) }
    }
}
