// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Synchronization
import Testing
import Wire

@testable import ScenarioRunner

@Suite struct SequenceTests {
    @Test func messagesStandInOrderWithTheirStepsAndWithoutSecrets() async throws {
        let steps = "  - ana signs-in: through the identity provider\n  - ana gets: /x\n"
        let result = try await play(steps)
        let sequence = result.sequence(isWhole: false)
        let told = sequence.messages.filter { $0.step == 2 }.map { "\($0.from) > \($0.to): \($0.title)" }
        // The toy world knows no time, so that only requests stand before answers.
        #expect(told.prefix(2) == ["ana > proxy: GET /x", "proxy > tenant: GET /x"])
        #expect(Set(told.dropFirst(2)) == ["tenant > proxy: 200", "proxy > ana: 200"])
        #expect(sequence.messages.contains { $0.carries.contains("Cookie: ‹ana.eas.sid›") })
        #expect(!"\(sequence)".contains("0123456789abcdef"))
        #expect(!sequence.messages.contains { $0.isFaulty })
        #expect(!sequence.messages.contains { $0.from == "bystander" })
    }

    @Test func whatTheFailureWasSeenByIsMarkedOnTheProxysSide() async throws {
        let steps = """
              - ana signs-in: through the identity provider
              - ben signs-in: through the identity provider
              - ana gets: /api/v1/users/me
              - tenant received: { times: 1, at: /api/v1/users/me, with-exactly: <ana.tenant-cookies> }
            """
        let result = try await play(steps, on: FakeWorld([.oneJarForAll]))
        let faulty = result.sequence(isWhole: true).messages.filter(\.isFaulty)
        #expect(faulty.map { "\($0.from) > \($0.to): \($0.title)" } == ["proxy > tenant: GET /api/v1/users/me"])
        #expect(faulty.first?.carries == ["Cookie: ‹ben.eas.sid›"])
    }

    @Test func aLeakIsMarkedOnTheAnswerThatLeaks() async throws {
        let steps = "  - ana signs-in: through the identity provider\n  - ana gets: /x\n"
        let result = try await play(steps, on: FakeWorld([.passesSetCookie]))
        let faulty = result.sequence(isWhole: true).messages.filter(\.isFaulty)
        #expect(faulty.contains { $0.kind == .answer && $0.from == "proxy" && $0.to == "ana" })
    }

    @Test func aGroupThatIsPlayedOftenIsToldInPartAndEveryStepIsSeen() async throws {
        let steps = """
              - ana signs-in: through the identity provider
              - together:
                  times: 100
                  steps: [{ ana gets: /often }]
              - ana gets: /once
            """
        let result = try await play(steps)
        let sequence = result.sequence(isWhole: false)
        #expect(sequence.messages.contains { $0.title == "GET /once" })
        #expect(sequence.messages.filter { $0.kind == .request }.count == SequenceMaker.shortest)
        #expect(sequence.omitted > 300)
    }

    @Test func stepsAreToldWhileTheyArePlayed() async throws {
        let told = Mutex<[String]>([])
        let player = ScenarioPlayer { _, moment in
            let line =
                switch moment {
                case .began(let step): "began \(step.label)"
                case .ended(let step, let played): "ended \(step.label) \(played.holds)"
                case .checked(let check, let holds): "\(check.rawValue) \(holds)"
                }
            told.withLock { $0.append(line) }
        }
        let scenario = try toy(
            "  - ana signs-in: through the identity provider\n  - ana gets: /x\n    expect: { status: 404 }\n")
        let result = await player.play(scenario, on: FakeWorld())
        #expect(told.withLock { $0 } == ["began 1", "ended 1 true", "began 2", "ended 2 false"])
        #expect(result.steps.map(\.holds) == [true, false])
        told.withLock { $0 = [] }
        _ = await player.play(try toy("  - ana signs-in: through the identity provider\n"), on: FakeWorld())
        #expect(told.withLock { $0 } == ["began 1", "ended 1 true", "bystander true", "taint true"])
    }

    @Test func theProvidersRecordOfABrowsersVisitIsToldOnce() {
        let visit = WitnessedExchange(
            id: 1, side: .browser, actor: "ana",
            request: WitnessedRequest(method: "GET", target: "https://idp.localhost:3/main/authorize?x=1"))
        let record = WitnessedExchange(
            id: 1, side: .identityProvider, request: WitnessedRequest(method: "GET", target: "/main/authorize?x=1"))
        let own = WitnessedExchange(
            id: 2, side: .identityProvider, request: WitnessedRequest(method: "POST", target: "/main/oauth/token"))
        let messages = maker().sequence([visit, record, own], limit: 9).messages
        #expect(
            messages.map { "\($0.from) > \($0.to): \($0.title)" } == [
                "ana > identity provider: GET /main/authorize?x=1", "proxy > identity provider: POST /main/oauth/token",
            ])
    }

    @Test func aSocketIsToldByItsFramesAndItsEnd() {
        let frames = [
            WitnessedFrame(fromClient: true, opcode: 1, payload: Array("hello".utf8), at: 20),
            WitnessedFrame(fromClient: false, opcode: 2, payload: [1, 2, 3], at: 30),
            WitnessedFrame(fromClient: false, opcode: 8, payload: [], at: 40),
        ]
        let socket = WitnessedExchange(
            id: 1, side: .tenant, step: 1, request: WitnessedRequest(method: "GET", target: "/app/x"),
            response: WitnessedResponse(status: 101, reason: "Switching Protocols"),
            socket: WitnessedSocket(frames: frames, closedBy: .server, closeCode: 4204, closeReason: "gone"),
            outcome: .complete, startedAt: 1, endedAt: 50)
        let told = maker(steps: [StepMoment(number: 1, at: 0), StepMoment(number: 2, at: 25)])
            .sequence([socket], limit: 9).messages
        #expect(
            told.map { "\($0.step) \($0.from) > \($0.to): \($0.title)" } == [
                "1 proxy > tenant: GET /app/x", "1 tenant > proxy: 101 Switching Protocols",
                "1 proxy > tenant: text hello", "2 tenant > proxy: binary 3 bytes", "2 tenant > proxy: close 4204 gone",
            ])
    }

    @Test func aLongLineIsCutAndNeverInsideACanary() {
        let text = String(repeating: "x", count: ExchangeText.shownLetters - 3) + "‹ana.eas.sid›"
        #expect(ExchangeText.short(text) == String(repeating: "x", count: ExchangeText.shownLetters - 3) + "…")
        #expect(ExchangeText.short("a\u{1B}b") == "a.b")
    }

    @Test func cookiesAreNamedAndTheirValuesAreNot() {
        let headers: HeaderList = [
            "Cookie": "eas.sid=‹ana.eas.sid›; theme=dark", "set-cookie": "a=‹ana.a›; Path=/", "Set-Cookie": "b=1",
            "X-Token": "Bearer ‹ana.jwt›", "Accept": "*/*",
        ]
        let body = WitnessedBody(Array("{\"who\":\"‹ana.marker›\"}".utf8))
        #expect(
            Cargo.of(headers, body: body) == [
                "Cookie: ‹ana.eas.sid› theme", "set-cookie: ‹ana.a› b", "X-Token: ‹ana.jwt›", "body: ‹ana.marker›",
            ])
    }

    private func maker(steps: [StepMoment] = []) -> SequenceMaker {
        SequenceMaker(
            facts: FakeWorld().facts, steps: steps, choice: SequenceChoice(evidence: [], failingStep: nil),
            masking: Masking(CanarySearch([])))
    }
}
