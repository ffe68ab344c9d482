// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@Suite struct InvalidInputTests {
    @Test(arguments: [
        (["verify", "--report", "pdf=x"], "there is no report of the kind \"pdf\""),
        (["verify", "no/such-scenario-at-all"], "no scenario fits \"no/such-scenario-at-all\""),
        (["verify", "--saboteur", "nobody-at-all"], "there is no saboteur \"nobody-at-all\""),
        (["verify", "--target", "no-such-file.yaml"], "no-such-file.yaml:1:1: error: cannot be read"),
        (["verify", "--jobs", "0"], "--jobs must be at least 1, not 0."),
        (["verify", "--no-such-option"], "Unknown option '--no-such-option'"),
        (["explain", "ISOL-003"], "there is no scenario, requirement, saboteur, verb or defect \"ISOL-003\""),
        (["verify", "--scenarios", "no-such-folder"], "no-such-folder"),
    ])
    func isRefusedWithASentenceAndStatus2(arguments: [String], sentence: String) async throws {
        let run = try await CommandRun.tenantless(arguments)
        #expect(run.errors.contains(sentence))
        #expect(run.status == 2)
        #expect(run.output == "")
    }

    @Test func fourMistakesGiveFourDiagnosticsAndNothingIsPlayed() async throws {
        let folder = try ScratchFolder([
            "one.yaml": """
            scenario: A misspelt verb, an unknown key, an unknown requirement
            id: sign-in/opens-a-tenant-session
            covers: [ISOL-99]
            colour: green
            users: { ana: {} }
            steps:
              - ana fetches: /
            """
        ])
        let run = try await CommandRun.tenantless("verify", "--scenarios", "Scenarios", "--scenarios", folder.path)
        let file = "\(folder.path)/one.yaml"
        let lines = run.errors.split(separator: "\n").filter { $0.contains(file + ":") && $0.contains(": error: ") }
        #expect(lines.contains { $0.hasPrefix("\(file):7:") && $0.contains("unknown verb \"fetches\"") })
        #expect(lines.contains { $0.hasPrefix("\(file):4:1: error: unknown key \"colour\"") })
        #expect(lines.contains { $0.hasPrefix("\(file):3:") && $0.contains("unknown requirement \"ISOL-99\"") })
        #expect(lines.contains { $0.contains("sign-in/opens-a-tenant-session") })
        #expect(run.errors.hasSuffix("4 errors; nothing was played\n"))
        #expect(run.status == 2)
        #expect(run.output == "")
    }

    @Test func aProxyWithoutConfigurationNamesEachVariable() async throws {
        let run = try await CommandRun.tenantless("serve", "proxy", "--env", "/dev/null")
        for variable in ["clientId", "tenantUri", "redirectUri", "privateKey", "sessionSecret"] {
            #expect(run.errors.split(separator: "\n").contains { $0.hasPrefix("\(variable) ") })
        }
        #expect(run.status == 2)
    }
}
