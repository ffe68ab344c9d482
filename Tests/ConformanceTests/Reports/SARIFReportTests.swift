// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

/// The rules of SARIF 2.1.0 that a reader depends on, as its schema states them.
@Suite struct SARIFReportTests {
    struct Log: Decodable {
        struct Text: Decodable {
            let text: String
        }
        struct Rule: Decodable {
            let id: String
            let shortDescription: Text
        }
        struct Location: Decodable {
            struct Physical: Decodable {
                struct Artifact: Decodable {
                    let uri: String
                }
                struct Region: Decodable {
                    let startLine: Int
                    let startColumn: Int
                }
                let artifactLocation: Artifact
                let region: Region
            }
            let physicalLocation: Physical
        }
        struct Result: Decodable {
            let ruleId: String?
            let ruleIndex: Int?
            let level: String
            let message: Text
            let locations: [Location]
        }
        struct Run: Decodable {
            struct Tool: Decodable {
                struct Driver: Decodable {
                    let name: String
                    let rules: [Rule]
                }
                let driver: Driver
            }
            struct Invocation: Decodable {
                let executionSuccessful: Bool
                let toolExecutionNotifications: [Notification]
            }
            struct Notification: Decodable {
                let level: String
                let message: Text
            }
            let tool: Tool
            let invocations: [Invocation]
            let results: [Result]
        }
        let version: String
        let runs: [Run]
    }

    private func run(_ report: RunReport = ReportSample.report()) async throws -> Log.Run {
        let text = try SARIFReport(try await ReportSample.record(of: report)).text()
        let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
        #expect(log.version == "2.1.0")
        #expect(log.runs.count == 1)
        return try #require(log.runs.first)
    }

    @Test func eachRequirementIsARule() async throws {
        let run = try await run()
        #expect(run.tool.driver.name == "Tenantless")
        #expect(run.tool.driver.rules.map(\.id) == ["ISOL-01", "ISOL-03", "ISOL-04", "WS-01", "WS-02"])
        #expect(run.tool.driver.rules[1].shortDescription.text == "What ISOL-03 demands")
    }

    @Test func eachResultPointsToItsRuleAndToTheLineOfTheStep() async throws {
        let run = try await run()
        for result in run.results {
            if let id = result.ruleId { #expect(run.tool.driver.rules[try #require(result.ruleIndex)].id == id) }
            #expect(["error", "warning", "note"].contains(result.level))
            #expect(result.locations.count == 1)
        }
        let failed = try #require(run.results.first { $0.ruleId == "ISOL-03" })
        #expect(failed.level == "error")
        #expect(failed.message.text == "The claim of a/one: status 200, not 401")
        let place = failed.locations[0].physicalLocation
        #expect(place.artifactLocation.uri == "Scenarios/a/one.yaml")
        #expect(place.region.startLine == 14 && place.region.startColumn == 5)
    }

    @Test func whatPassedOrWasNotPlayedIsNoResult() async throws {
        let run = try await run()
        #expect(run.results.map(\.level) == ["error", "warning", "note", "error"])
    }

    @Test func aFailureOfTheHarnessIsANotificationAndNoResult() async throws {
        let run = try await run()
        #expect(run.invocations.map(\.executionSuccessful) == [false])
        #expect(run.invocations[0].toolExecutionNotifications.map(\.message.text) == ["c/broken: the double fell over"])
    }

    @Test func aPathIsWrittenAsAReference() async throws {
        let place = SourcePlace(file: "/a b/ü%.yaml", line: 3, column: 1)
        let bad = Failure(summary: "wrong", place: place, label: "1", sentence: "ana gets")
        let report = RunReport(
            target: "x", seed: 7, seconds: 1, results: [ReportSample.result(scenario("a/one"), .failed(bad))],
            catalogue: [], rerun: RerunCommand(seed: 7))
        let result = try #require(try await run(report).results.first)
        #expect(result.ruleId == nil)
        #expect(result.locations[0].physicalLocation.artifactLocation.uri == "file:///a%20b/%C3%BC%25.yaml")
    }
}
