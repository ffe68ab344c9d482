// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@Suite struct ReportTests {
    @Test func aRunIsToldAgainFromItsEventLogAlone() async throws {
        let folder = try ScratchFolder([:])
        let kinds = ["html", "json", "junit", "markdown", "ndjson", "sarif", "tap"]
        let options = kinds.flatMap { ["--report", "\($0)=\(folder.path)/first.\($0)"] }
        let run = try await CommandRun.tenantless(
            ["verify", "isolation/between-users", "--saboteur", "one-jar-for-all", "--seed", "7"] + options)
        #expect(run.status == 0)
        let again = kinds.filter { $0 != "ndjson" }.flatMap { ["--report", "\($0)=\(folder.path)/second.\($0)"] }
        let report = try await CommandRun.tenantless(["report", folder.path + "/first.ndjson"] + again)
        #expect(report.status == 0)
        #expect(report.errors.isEmpty)
        for kind in kinds where kind != "ndjson" && kind != "html" {
            let texts = try ["first", "second"].map {
                try String(contentsOfFile: "\(folder.path)/\($0).\(kind)", encoding: .utf8)
            }
            #expect(texts[0] == texts[1])
        }
        let page = try String(contentsOfFile: folder.path + "/second.html", encoding: .utf8)
        #expect(page.contains("<figure class=\"diagram"))
        #expect(page.contains("POST /login/jwt-session"))
    }

    @Test func severalRunsGiveAMatrix() async throws {
        let folder = try ScratchFolder([:])
        for seed in ["7", "8"] {
            _ = try await CommandRun.tenantless(
                "verify", "sign-in/opens-a-tenant-session", "--seed", seed, "--report",
                "json=\(folder.path)/\(seed).json")
        }
        let run = try await CommandRun.tenantless(
            "report", folder.path + "/7.json", folder.path + "/8.json", "--html", folder.path + "/matrix.html")
        #expect(run.status == 0)
        let page = try String(contentsOfFile: folder.path + "/matrix.html", encoding: .utf8)
        #expect(page.contains("built-in, seed 8"))
        let text = try await CommandRun.tenantless("report", folder.path + "/7.json", folder.path + "/8.json")
        #expect(text.output.hasPrefix("| Requirement | Level | built-in, seed 7 | built-in, seed 8 |\n"))
    }

    @Test func whatIsNoReportIsInvalidInput() async throws {
        let folder = try ScratchFolder(["x.txt": "ok 1\n", "log.ndjson": "{\"event\":\"run-started\"}\n"])
        let run = try await CommandRun.tenantless("report", folder.path + "/x.txt")
        #expect(run.status == 2)
        #expect(run.errors == "\(folder.path)/x.txt: this is neither an event log nor a JSON report\n")
        let log = try await CommandRun.tenantless("report", folder.path + "/log.ndjson")
        #expect(log.status == 2)
        #expect(log.errors == "\(folder.path)/log.ndjson: line 1 is no event of a run\n")
    }

    @Test func aFormThatDoesNotFitIsRefused() async throws {
        let folder = try ScratchFolder([:])
        let json = folder.path + "/a.json"
        _ = try await CommandRun.tenantless("verify", "sign-in/opens-a-tenant-session", "--report", "json=\(json)")
        let several = try await CommandRun.tenantless("report", json, json, "--report", "tap=\(folder.path)/x")
        #expect(several.errors == "several runs give html or markdown, not tap\n")
        let log = try await CommandRun.tenantless("report", json, "--report", "ndjson=\(folder.path)/x")
        #expect(log.errors == "an event log is written while a run goes on, not afterwards\n")
        #expect(log.status == 2)
    }
}
