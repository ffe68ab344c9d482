// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// `tenantless drift` and the reports of comparisons, as a person calls them.
@Suite("Drift on the command line", .timeLimit(.minutes(3))) struct DriftCommandTests {
    private static let shipped = "Fixtures/Cassettes/mock-tenant.sqlite"
    private static let drift = ["drift", "--cassette", shipped, "--title", "headers/request-fields-arrive"]

    @Test func theMockTenantIsHeldAgainstARecording() async throws {
        let folder = try ScratchFolder(["note": ""])
        let run = try await CommandRun.tenantless(
            Self.drift + [
                "--title", "sign-in/opens-a-tenant-session", "--mock", "--switch", "sends-unknown-cookie=on",
                "--strict",
                "--report", "junit=\(folder.path)/drift.xml", "--report", "html=\(folder.path)/drift.html",
            ])
        #expect(run.output == "\(Self.shipped) and the mock tenant: 0 error, 0 warning, 0 info\n", "\(run.errors)")
        #expect(run.status == 0)
        let junit = try String(contentsOfFile: folder.path + "/drift.xml", encoding: .utf8)
        #expect(junit.contains("<testsuite name=\"drift\" tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"0\">"))
        let page = try String(contentsOfFile: folder.path + "/drift.html", encoding: .utf8)
        #expect(page.contains("Nothing has changed.") && page.contains("<li>GET /api/v1/echo <small>1</small></li>"))
    }

    @Test func aChangedTenantIsJudgedBadAndTheReportsSayWhere() async throws {
        let folder = try ScratchFolder(["note": ""])
        let run = try await CommandRun.tenantless(
            Self.drift + [
                "--mock", "--switch", "cookie-attributes=none", "--report", "junit=\(folder.path)/drift.xml",
                "--report", "html=\(folder.path)/drift.html",
            ])
        #expect(
            run.output.contains("error: POST /login/jwt-session: cookie/eas.sid/Secure: present → absent (2 times)\n"))
        #expect(run.status == 1)
        let junit = try String(contentsOfFile: folder.path + "/drift.xml", encoding: .utf8)
        #expect(junit.contains(#"<failure message="error: POST /login/jwt-session: cookie/"#))
        let page = try String(contentsOfFile: folder.path + "/drift.html", encoding: .utf8)
        let cells = "<td>cookie/eas.sid/Secure</td><td>present</td><td>absent</td><td>2 of 2</td>"
        #expect(page.contains("<td class=\"error\">error</td><td>POST /login/jwt-session</td>" + cells))
    }

    @Test func aLostFieldIsBadWithStrictOnly() async throws {
        let arguments = Self.drift + ["--mock", "--switch", "sends-unknown-cookie=off"]
        let run = try await CommandRun.tenantless(arguments)
        #expect(run.output.hasSuffix(": 0 error, 1 warning, 0 info\n") && run.status == 0, "\(run.output)")
        #expect(try await CommandRun.tenantless(arguments + ["--strict"]).status == 1)
    }

    @Test func aTenantIsSignedInToWithThePublishedVariables() async throws {
        let tenant = try await RunningCommand.start(
            ["serve", "tenant", "--switch", "sends-unknown-cookie=on", "--api-key", "key"], until: "SSL_CERT_FILE")
        let url = tenant.value("tenantUri")
        let folder = try ScratchFolder([
            ".env": """
            issuer=\(tenant.value("issuer"))
            keyId=\(tenant.value("keyId"))
            privateKey=\(tenant.value("privateKey"))
            """
        ])
        let run = try await CommandRun.tenantless(
            Self.drift + ["--tenant", url, "--env", folder.path + "/.env", "--user", "carla@example.com"],
            variables: ["SSL_CERT_FILE": tenant.value("SSL_CERT_FILE")])
        #expect(run.output == "\(Self.shipped) and \(url): 0 error, 0 warning, 0 info\n", "\(run.errors)")
        #expect(run.status == 0)
        let stranger = try await CommandRun.tenantless(
            Self.drift + ["--tenant", url, "--env", folder.path + "/.env"],
            variables: ["SSL_CERT_FILE": tenant.value("SSL_CERT_FILE"), "issuer": "nobody"])
        #expect(stranger.output.contains("error: POST /login/jwt-session: status: 200 → 401 (2 times)\n"))
        #expect(stranger.status == 1)
        _ = try await tenant.stop()
    }

    @Test(arguments: [
        ([], "Give either --tenant or --mock."), (["--mock", "--tenant", "https://a.example"], "Give either"),
        (["--tenant", "https://a.example", "--switch", "a=b"], "--switch, --switches and --data are for --mock."),
        (["--mock", "--title", "nothing"], "\(shipped) holds no recording called nothing."),
        (["--mock", "--report", "json=x"], "there is no report of the kind \"json\"; the kinds are junit, html"),
        (["--mock", "--report", "junit"], "a report is asked for as KIND=PATH, not as \"junit\""),
        (["--tenant", "https://a.example", "--env", "nowhere"], "keyId is empty."),
        (["--tenant", "http://a.example", "--env", "nowhere"], "a tenant is reached by https"),
    ])
    func whatCannotBeUsedEndsWithStatusTwo(arguments: [String], sentence: String) async throws {
        let run = try await CommandRun.tenantless(
            Self.drift + arguments, variables: ["issuer": "", "keyId": "", "privateKey": ""])
        #expect(run.errors.contains(sentence), "\(run.errors)")
        #expect(run.output == "" && run.status == 2)
    }

    @Test func aTenantThatIsNotThereIsBadInput() async throws {
        let tenant = try await RunningCommand.start(["serve", "tenant"], until: "SSL_CERT_FILE")
        let run = try await CommandRun.tenantless(
            Self.drift + ["--tenant", "https://tenant.localhost:1", "--env", "nowhere"],
            variables: [
                "issuer": "a", "keyId": "b",
                "privateKey": try String(contentsOfFile: tenant.value("privateKey"), encoding: .utf8),
            ])
        #expect(run.errors.hasPrefix("https://tenant.localhost:1 cannot be reached: "), "\(run.errors)")
        #expect(run.status == 2)
        _ = try await tenant.stop()
    }

    @Test func theComparisonOfTwoCassettesIsWrittenToo() async throws {
        let folder = try ScratchFolder(["note": ""])
        let run = try await CommandRun.tenantless(
            "cassette", "diff", Self.shipped, Self.shipped, "--report", "junit=\(folder.path)/diff.xml", "--report",
            "html=\(folder.path)/diff.html")
        #expect(run.output.hasSuffix("0 error, 0 warning, 0 info\n") && run.status == 0)
        let page = try String(contentsOfFile: folder.path + "/diff.html", encoding: .utf8)
        #expect(page.contains("qlik-csrf-token={{slot}}&amp;") && !page.contains("<script"))
    }
}
