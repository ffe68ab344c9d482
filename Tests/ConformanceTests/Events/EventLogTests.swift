// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct EventLogTests {
    /// A result of which messages are known.
    static func talkative(_ verdict: Verdict) -> ScenarioResult {
        let message = SequenceMessage(
            kind: .request, from: "ana", to: "proxy", step: 1, at: 0, title: "GET /x", carries: ["Cookie: ‹ana.sid›"],
            isFaulty: true)
        return ScenarioResult(
            scenario: scenario("a/one", covers: ["ISOL-03"]), verdict: verdict, seconds: 0.5,
            steps: [PlayedStep(label: "1", seconds: 0.25, holds: false)],
            sequence: { MessageSequence(messages: [message], omitted: $0 ? 7 : 9) })
    }

    static func report(_ results: [ScenarioResult], saboteurs: [SaboteurJudgement] = []) -> RunReport {
        RunReport(
            target: "built-in", seed: 7, seconds: 1, results: results, catalogue: [], saboteurs: saboteurs,
            rerun: RerunCommand(seed: 7))
    }

    @Test func eachLineIsAnEventOfItsOwnInTheOrderInWhichThingsHappened() async throws {
        let lines = Lines()
        _ = try await ReportSample.record(of: Self.report([Self.talkative(.passed)]), catalogue: [], lines: lines)
        #expect(
            lines.all == [
                #"{"event":"run-started","options":[],"schema":1,"seed":7,"strict":false,"target":"built-in","#
                    + #""time":"2026-11-21T12:00:00Z"}"# + "\n",
                #"{"covers":["ISOL-03"],"event":"scenario-planned","file":"Scenarios/a/one.yaml","id":"a/one","#
                    + #""kind":"required","line":1,"steps":[],"title":"The claim of a/one"}"# + "\n",
                #"{"event":"scenario-started","scenario":"a/one"}"# + "\n",
                #"{"event":"message","message":{"at":0,"carries":["Cookie: ‹ana.sid›"],"from":"ana","isFaulty":true,"#
                    + #""kind":"request","step":1,"title":"GET /x","to":"proxy"},"scenario":"a/one"}"# + "\n",
                #"{"end":{"omitted":9,"seconds":0.5,"verdict":"passed"},"event":"scenario-ended","scenario":"a/one"}"#
                    + "\n",
                #"{"event":"run-ended","outcome":"good","seconds":1}"# + "\n",
            ])
    }

    @Test func whatIsReadBackIsWhatWasWritten() async throws {
        let lines = Lines()
        let judgement = ReportSample.judgement("caught", .killedByOwn, "wrong")
        let record = try await ReportSample.record(
            of: ReportSample.report(saboteurs: [judgement]), lines: lines)
        #expect(try EventLogReader.read(lines.text) == record)
        #expect(record.saboteurs.first?.plays.map(\.scenario) == ["a/good"])
    }

    @Test func everyOtherReportIsMadeFromTheLogAlone() async throws {
        let lines = Lines()
        let record = try await ReportSample.record(lines: lines)
        let read = try EventLogReader.read(lines.text)
        for kind in ReportKind.allCases where kind != .ndjson && kind != .html {
            #expect(try kind.text(read) == kind.text(record))
        }
    }

    @Test func aRunThatWasKilledIsReadUpToItsLastWholeLine() async throws {
        let lines = Lines()
        _ = try await ReportSample.record(of: Self.report([Self.talkative(.passed)]), catalogue: [], lines: lines)
        let cut = lines.all.prefix(3).joined() + "{\"event\":\"mess"
        let record = try EventLogReader.read(cut)
        #expect(record.scenarios.map(\.word) == ["interrupted"])
        #expect(record.scenarios.first?.isStarted == true)
        #expect(record.end == nil)
        #expect(record.headline == "cut short")
    }

    @Test func aRequirementWhoseScenarioWasInterruptedIsNotMet() async throws {
        let lines = Lines()
        _ = try await ReportSample.record(lines: lines)
        let cut = lines.all.filter { !$0.contains("scenario-ended") || !$0.contains("\"a/good\"") }.joined()
        let record = try EventLogReader.read(cut)
        #expect(record.requirements.first?.verdict == "interrupted")
    }

    @Test func theReadmeNamesEveryEventAndEveryReport() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
        for name in RunEvent.Name.allCases { #expect(readme.contains("`\(name.rawValue)`"), "\(name)") }
        for kind in ReportKind.allCases { #expect(readme.contains("`\(kind.rawValue)`"), "\(kind)") }
    }

    @Test func anEventOfALaterVersionIsPassedOver() async throws {
        let lines = Lines()
        _ = try await ReportSample.record(lines: lines)
        let text = lines.text + "{\"event\":\"weather\",\"degrees\":3}\n"
        #expect(try EventLogReader.read(text).scenarios.count == 8)
    }

    @Test(arguments: [
        ("", "there is no run in it"), ("nonsense\n", "line 1 is no event of a run"),
        ("{\"event\":\"run-ended\",\"outcome\":\"good\",\"seconds\":1}\n", "its first line does not start a run"),
    ])
    func whatIsNoLogIsRefused(text: String, reason: String) {
        #expect(throws: ConformanceError(.unreadableReport, reason)) { try EventLogReader.read(text) }
    }

    @Test func aLogOfLaterNamesIsRefused() async throws {
        let lines = Lines()
        _ = try await ReportSample.record(lines: lines)
        let text = lines.text.replacing("\"schema\":1", with: "\"schema\":2")
        #expect(
            throws: ConformanceError(.unreadableReport, "it has the names of version 2; this is 1")
        ) { try EventLogReader.read(text) }
    }

    @Test func stepsAndChecksAreNotedAsTheyArePlayed() async throws {
        let lines = Lines()
        let log = EventLog(keepsMessages: false) { lines.append($0) }
        let place = SourcePlace(file: "x.yaml", line: 3, column: 1)
        let step = Step(
            place: place, label: "1", subject: .user("ana"), verb: "gets",
            object: .scalar("/", isQuoted: false, place: place))
        await log.listener(scenario("a/one"), .began(step))
        await log.listener(scenario("a/one"), .ended(step, PlayedStep(label: "1", seconds: 0.1234, holds: true)))
        await log.listener(scenario("a/one"), .checked(.taint, holds: false))
        #expect(
            lines.all == [
                #"{"event":"step-started","label":"1","scenario":"a/one"}"# + "\n",
                #"{"event":"step-ended","holds":true,"label":"1","scenario":"a/one","seconds":0.123}"# + "\n",
                #"{"check":"taint","event":"check","holds":false,"scenario":"a/one"}"# + "\n",
            ])
    }

    @Test func whatCannotBeWrittenIsToldAtTheEnd() async throws {
        struct Full: Error {}
        let log = EventLog(keepsMessages: false) { _ in throw Full() }
        await log.begin(
            RunStart(target: "x", seed: 1, strict: false, time: "", options: []),
            plan: RunPlan(selected: [], library: []), catalogue: [])
        await #expect(throws: Full.self) { try await log.finish(RunEnd(seconds: 1, outcome: "good")) }
    }

    @Test func ofSeveralSaboteursOnlyTheFirstFailureIsKept() async throws {
        let failures = [Self.talkative(.failed(failure("ISOL-03"))), Self.talkative(.failed(failure("ISOL-03")))]
        let judgements = ["one", "two"].map {
            SaboteurJudgement(
                name: $0, breaks: ["ISOL-03"], summary: "", verdict: .killedByOwn, by: [], killedRequirements: [],
                reason: "", results: failures)
        }
        let alone = try await ReportSample.record(of: Self.report([], saboteurs: [judgements[0]]))
        #expect(alone.saboteurs[0].plays.map(\.end.omitted) == [7, 7])
        let several = try await ReportSample.record(of: Self.report([], saboteurs: judgements))
        #expect(several.saboteurs.map { $0.plays.map(\.end.omitted) } == [[9], [9]])
    }
}
