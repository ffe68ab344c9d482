// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@Suite struct NewScenarioTests {
    @Test func aNewScenarioIsValidAndPasses() async throws {
        let folder = try ScratchFolder([:])
        let path = folder.path + "/isolation/my-claim.yaml"
        let run = try await CommandRun.tenantless("new", "scenario", path)
        #expect(run.output.contains("scenario isolation/my-claim, valid as it is"))
        #expect(run.status == 0)
        let check = try await CommandRun.tenantless("check", path)
        #expect(check.output == "check: 1 files, 0 errors, 0 warnings\n")
        let verify = try await CommandRun.tenantless(
            "verify", "isolation/my-claim", "--scenarios", "Scenarios", "--scenarios", folder.path)
        #expect(verify.output.hasSuffix("scenarios: 2 passed, 0 failed\n"))
    }

    @Test func aFileThatExistsIsLeftAlone() async throws {
        let folder = try ScratchFolder(["area/claim.yaml": "mine\n"])
        let path = folder.path + "/area/claim.yaml"
        let run = try await CommandRun.tenantless("new", "scenario", path)
        #expect(run.errors == "\(path): exists already\n")
        #expect(run.status == 2)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine\n")
    }

    @Test func aNameThatIsNoIdIsRefusedAndNothingIsWritten() async throws {
        let folder = try ScratchFolder([:])
        let path = folder.path + "/area/My Claim.yaml"
        let run = try await CommandRun.tenantless("new", "scenario", path)
        #expect(run.errors.contains("expected an id such as"))
        #expect(run.status == 2)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: ["scenario", "requirements", "target"])
    func aSchemaForEditorsIsPrinted(kind: String) async throws {
        let run = try await CommandRun.tenantless("list", "--schema", kind)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["title"] as? String == "Tenantless: \(kind)")
        #expect(run.status == 0)
    }

    @Test func anExampleOfARequirementIsPlayedWhenItIsAskedFor() async throws {
        let run = try await CommandRun.tenantless("explain", "ISOL-03", "--example")
        #expect(run.output.contains("\nwhy            "))
        #expect(run.output.contains("       proxy → tenant: GET "))
        #expect(run.output.contains("\n          Cookie: ‹"))
        #expect(run.status == 0)
    }
}
