// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing
import Wire

@testable import Conformance

@Suite struct HTMLReportTests {
    static func message(
        _ from: String, _ to: String, _ title: String, step: Int = 1, isFaulty: Bool = false
    ) -> SequenceMessage {
        SequenceMessage(
            kind: .request, from: from, to: to, step: step, at: 0, title: title, carries: ["Cookie: ‹ana.eas.sid›"],
            isFaulty: isFaulty)
    }

    /// A scenario with three steps, the second of which may fail.
    static func scenarioOfThreeSteps() -> Scenario {
        let place = SourcePlace(file: "x.yaml", line: 1, column: 1)
        let steps = ["1", "2", "3"].map {
            Step(
                place: place, label: $0, subject: .user("ben"), verb: "gets",
                object: .scalar("/step-\($0)", isQuoted: false, place: place))
        }
        return Scenario(id: "a/one", title: "The claim", covers: ["ISOL-03"], steps: steps, place: place)
    }

    static func page(_ verdict: Verdict, _ messages: [SequenceMessage], omitted: Int = 0) async throws -> String {
        let result = ScenarioResult(
            scenario: scenarioOfThreeSteps(), verdict: verdict, seconds: 1,
            steps: [
                PlayedStep(label: "1", seconds: 0.1, holds: true), PlayedStep(label: "2", seconds: 0.1, holds: false),
            ],
            sequence: { _ in MessageSequence(messages: messages, omitted: omitted) })
        let report = RunReport(
            target: "built-in", seed: 7, seconds: 1, results: [result], catalogue: [], rerun: RerunCommand(seed: 7))
        return HTMLReport(try await ReportSample.record(of: report)).text()
    }

    static let failureAtStepTwo = Failure(
        summary: "wrong", place: SourcePlace(file: "x.yaml", line: 9, column: 5), label: "2", sentence: "ben gets",
        expected: ["status 401"], seen: [.init(side: .tenant, text: "‹ana.eas.sid›")], norms: [])

    @Test func theHeadTellsVerdictTargetSeedAndCounts() async throws {
        let text = HTMLReport(try await ReportSample.record()).text()
        #expect(text.contains("<span class=\"verdict\">our own fault</span> built-in</h1>"))
        #expect(text.contains("<dt>seed</dt><dd>7</dd>"))
        #expect(text.contains("<dt>took</dt><dd>12.35 s</dd>"))
        #expect(text.contains("<span class=\"count bad\">1 failed</span>"))
        #expect(
            text.contains(
                "1 of 5 requirements are met; not met: ISOL-03, WS-01; 1 were not judged, because what they need failed; 1 were not tested"
            ))
    }

    @Test func theStepAndTheMessageAtFaultAreMarkedAndTheRestIsNotPlayed() async throws {
        let text = try await Self.page(
            .failed(Self.failureAtStepTwo),
            [
                Self.message("ben", "proxy", "GET /step-2", step: 2),
                Self.message("proxy", "tenant", "GET /step-2", step: 2, isFaulty: true),
            ])
        #expect(text.contains("<li class=\"step held\"><span class=\"mark\">✓</span><span class=\"number\">1</span>"))
        #expect(text.contains("<li class=\"step failed\" id=\"s-a-one-fault\"><span class=\"mark\">✗</span>"))
        #expect(text.contains("<a href=\"#s-a-one-fault\">"))
        #expect(text.contains("<li class=\"message request fault\"><div class=\"label from-1 to-2\">"))
        #expect(text.contains("marker-end=\"url(#head-fault)\""))
        #expect(text.contains("Step 3 was not played."))
        let fault = try #require(text.range(of: "message request fault"))
        let sight = try #require(text.range(of: "<li class=\"sight\"><b>seen by tenant</b>"))
        #expect(fault.lowerBound < sight.lowerBound)
    }

    @Test func onlyPartiesThatTookPartHaveALane() async throws {
        let text = try await Self.page(
            .passed, [Self.message("ana", "proxy", "GET /"), Self.message("proxy", "tenant", "GET /")])
        #expect(
            text.contains(
                "<span class=\"lane u0\">ana</span><span class=\"lane nobody\">proxy</span><span class=\"lane nobody\">tenant</span></div>"
            ))
        #expect(text.contains("<figure class=\"diagram lanes-3\""))
    }

    @Test func manyBrowsersShareALaneAndAreNamedAtTheirMessages() async throws {
        let messages = (1...6).map { Self.message("crowd-\($0)", "proxy", "GET /\($0)") }
        let text = try await Self.page(.passed, messages)
        #expect(text.contains("<figure class=\"diagram lanes-2\""))
        #expect(text.contains("<span class=\"owner u5\">crowd-6</span><span class=\"title\">GET /6</span>"))
    }

    @Test func whatIsLeftOutIsCounted() async throws {
        let text = try await Self.page(.passed, [Self.message("ana", "proxy", "GET /")], omitted: 31)
        #expect(text.contains("31 further messages are not shown."))
    }

    @Test func aCanaryHasTheColourOfItsUser() async throws {
        let text = try await Self.page(
            .failed(Self.failureAtStepTwo),
            [Self.message("ben", "proxy", "GET /"), Self.message("ana", "proxy", "GET /")])
        #expect(text.contains("<span class=\"canary u1\">ana.eas.sid</span>"))
    }

    @Test func aSaboteurIsShownWithWhatItDiedOf() async throws {
        let judgement = ReportSample.judgement("one-jar", .killedByOwn, "wrong")
        let report = ReportSample.report(saboteurs: [judgement])
        let text = HTMLReport(try await ReportSample.record(of: report)).text()
        #expect(
            text.contains("<details class=\"saboteur\" open><summary><span class=\"chip good\">killed-by-own</span>"))
        #expect(text.contains("tenantless verify a/good --saboteur one-jar --seed 7"))
    }

    @Test func aRunThatWasCutShortSaysSo() async throws {
        let record = try await ReportSample.record(isEnded: false)
        #expect(HTMLReport(record).text().contains("The run was cut short"))
    }
}
