// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@Suite struct InspectionTests {
    struct Inventory: Decodable {
        struct Scenario: Decodable {
            let id: String
            let covers: [String]
        }
        struct Named: Decodable {
            let name: String
        }
        struct Requirement: Decodable {
            let id: String
            let scenarios: [String]
            let saboteurs: [String]
        }
        let schema: Int
        let scenarios: [Scenario]
        let requirements: [Requirement]
        let saboteurs: [Named]
        let verbs: [Named]
    }

    @Test func listTellsWhatExistsAsJSON() async throws {
        let run = try await CommandRun.tenantless("list", "ISOL-03", "--json")
        let inventory = try JSONDecoder().decode(Inventory.self, from: Data(run.output.utf8))
        #expect(inventory.schema == 1)
        #expect(!inventory.scenarios.isEmpty)
        #expect(inventory.scenarios.allSatisfy { $0.covers.contains("ISOL-03") })
        #expect(inventory.requirements.contains { $0.id == "ISOL-03" && !$0.scenarios.isEmpty })
        #expect(inventory.verbs.contains { $0.name == "signs-in" })
        #expect(run.status == 0)
    }

    struct RequirementInventory: Decodable {
        let schema: Int
        let requirements: [Inventory.Requirement]
    }

    @Test func everyRequirementIsListedWithItsScenariosAndSaboteurs() async throws {
        let run = try await CommandRun.tenantless("list", "--requirements", "--json")
        let inventory = try JSONDecoder().decode(RequirementInventory.self, from: Data(run.output.utf8))
        #expect(inventory.schema == 1)
        let isolation = try #require(inventory.requirements.first { $0.id == "ISOL-03" })
        #expect(isolation.scenarios.contains("isolation/between-users"))
        #expect(isolation.saboteurs.contains("one-jar-for-all"))
        #expect(inventory.requirements.allSatisfy { !$0.scenarios.isEmpty && !$0.saboteurs.isEmpty })
        let text = try await CommandRun.tenantless("list", "--requirements")
        let count = inventory.requirements.count
        #expect(text.output.hasSuffix("\n\(count) of \(count) requirements have a scenario and a saboteur\n"))
    }

    @Test func onlyTheRequirementsOfSelectedScenariosAreListed() async throws {
        let run = try await CommandRun.tenantless("list", "isolation/between-users", "--requirements", "--json")
        let inventory = try JSONDecoder().decode(RequirementInventory.self, from: Data(run.output.utf8))
        #expect(Set(inventory.requirements.map(\.id)) == ["ISOL-03", "CONC-01"])
    }

    @Test func listClosesWithCounts() async throws {
        let run = try await CommandRun.tenantless("list")
        let last = try #require(run.output.split(separator: "\n").last)
        #expect(last.contains(" scenarios, ") && last.hasSuffix(" verbs"))
        #expect(run.status == 0)
    }

    struct Endpoints: Decodable {
        struct Endpoint: Decodable {
            let path: String
            let mark: String
            let scenarios: [String]
        }
        let schema: Int
        let endpoints: [Endpoint]
    }

    @Test func listTellsEndpointsWithTheirMarksAndScenarios() async throws {
        let run = try await CommandRun.tenantless("list", "--endpoints", "--json")
        let inventory = try JSONDecoder().decode(Endpoints.self, from: Data(run.output.utf8))
        let login = try #require(inventory.endpoints.first { $0.path == "/login/jwt-session" })
        #expect(login.mark == "documented" && login.scenarios.contains("sign-in/tenant-login-follows-the-contract"))
        let me = try #require(inventory.endpoints.first { $0.path == "/api/v1/users/me" })
        #expect(me.scenarios.contains("isolation/between-users"))
        let other = try #require(inventory.endpoints.first { $0.path == "/api/v1/users/{id}" })
        #expect(!other.scenarios.contains("isolation/between-users"))
        #expect(inventory.endpoints.contains { $0.path == "/api/v1/echo" && $0.mark == "invented" })
        #expect(run.status == 0)
    }

    @Test func listOfEndpointsClosesWithCounts() async throws {
        let run = try await CommandRun.tenantless("list", "isolation/between-users", "--endpoints")
        let last = try #require(run.output.split(separator: "\n").last)
        #expect(last.contains(" endpoints: ") && last.hasSuffix(" with a scenario"))
    }

    @Test func explainKnowsRequirementsScenariosAndVerbs() async throws {
        let requirement = try await CommandRun.tenantless("explain", "ISOL-03")
        #expect(requirement.output.hasPrefix("requirement    ISOL-03\n"))
        #expect(requirement.output.contains("isolation/between-users"))
        let scenario = try await CommandRun.tenantless("explain", "isolation/between-users")
        #expect(scenario.output.contains("covers         ISOL-03: "))
        let verb = try await CommandRun.tenantless("explain", "signs-in")
        #expect(verb.output.hasPrefix("verb           signs-in\n"))
    }

    struct DefectInventory: Decodable {
        struct Defect: Decodable {
            let name: String
            let relyingParty: String
            let issuer: String
            let testModule: String?
        }
        struct Module: Decodable {
            let name: String
            let defects: [String]
        }
        let schema: Int
        let defects: [Defect]
        let modules: [Module]
    }

    @Test func listTellsDefectsAndTheModulesTheyPlayAsJSON() async throws {
        let run = try await CommandRun.tenantless("list", "--defects", "--json")
        let inventory = try JSONDecoder().decode(DefectInventory.self, from: Data(run.output.utf8))
        #expect(inventory.schema == 1)
        let defect = try #require(inventory.defects.first { $0.name == "nonce-invalid" })
        #expect(defect.relyingParty == "refuses")
        #expect(defect.issuer == "defect-nonce-invalid")
        #expect(defect.testModule == "oidcc-client-test-nonce-invalid")
        let module = inventory.modules.first { $0.name == "oidcc-client-test-nonce-invalid" }
        #expect(module?.defects == ["nonce-invalid"])
    }

    @Test func listOfDefectsClosesWithCounts() async throws {
        let run = try await CommandRun.tenantless("list", "--defects")
        let last = try #require(run.output.split(separator: "\n").last)
        #expect(last.contains(" defects, ") && last.hasSuffix(" modules played"))
    }

    @Test func explainKnowsDefectsAndTheTestModulesOfTheOpenIDFoundation() async throws {
        let defect = try await CommandRun.tenantless("explain", "nonce-invalid")
        #expect(defect.output.hasPrefix("defect         nonce-invalid\n"))
        #expect(defect.output.contains("source         OpenID Connect Core 1.0 §3.1.3.7 (11)\n"))
        #expect(defect.output.contains("test module    oidcc-client-test-nonce-invalid\n"))
        #expect(defect.output.contains("in a scenario  idp answers: { defect: nonce-invalid }\n"))
        let logout = try await CommandRun.tenantless("explain", "logout-with-nonce")
        #expect(logout.output.contains("in a scenario  idp posts: { logout-token: ana, defect: logout-with-nonce }\n"))
        let own = try await CommandRun.tenantless("explain", "token-html")
        #expect(own.output.contains("test module    none, this one is our own\n"))
        let module = try await CommandRun.tenantless("explain", "oidcc-client-test-missing-chash")
        #expect(module.output.contains("played by      not offered: "))
    }

    @Test func theSuiteAndItsFixturesAreValid() async throws {
        let run = try await CommandRun.tenantless("check")
        #expect(run.output.hasSuffix(" files, 0 errors, 0 warnings\n"))
        #expect(run.status == 0)
    }

    @Test func checkTellsMistakesOfEveryKindOfFile() async throws {
        let folder = try ScratchFolder([
            "known.yaml": "- scenario: isolation/between-user\n  reason: x\n",
            "target.yaml": "target: x\nstart: in-proces\n",
        ])
        let run = try await CommandRun.tenantless("check", folder.path)
        #expect(run.output.contains("known.yaml:1:13: error: unknown scenario \"isolation/between-user\""))
        #expect(run.output.contains("target.yaml:2:8: error: unknown start \"in-proces\""))
        #expect(run.output.hasSuffix("check: 2 files, 2 errors, 0 warnings\n"))
        #expect(run.status == 2)
    }
}
