// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

struct DriftTests {
    private func answer(
        _ body: String = "", status: Int = 200, headers: HeaderList = [:], end: RecordedSocketEnd? = nil,
        messages: [String] = []
    ) -> DriftAnswer {
        DriftAnswer(
            head: ResponseHead(status: status, headers: headers), body: ByteBuffer(string: body), socketEnd: end,
            messages: messages.map { ByteBuffer(string: $0) })
    }

    private func findings(_ before: DriftAnswer, _ after: DriftAnswer) -> [String] {
        Drift.compare(before, after, request: "GET /x").map {
            String($0.description.dropFirst($0.severity.rawValue.count + 2 + "GET /x: ".count))
                + " [\($0.severity.rawValue)]"
        }
    }

    @Test(arguments: [
        (#"{"a":1}"#, #"{"a":2}"#, []),
        (#"{"a":1}"#, #"{"a":1,"b":"x"}"#, ["body/b: new: string [info]"]),
        (#"{"a":1,"b":"x"}"#, #"{"a":1}"#, ["body/b: gone: string [warning]"]),
        (#"{"a":1}"#, #"{"a":"1"}"#, ["body/a: number → string [error]"]),
        (#"{"a":1}"#, #"{"a":null}"#, ["body/a: number → null [warning]"]),
        (#"{"a":null}"#, #"{"a":1}"#, ["body/a: null → number [info]"]),
        (#"{"d":[{"i":1},{"i":2,"n":3}]}"#, #"{"d":[{"i":9,"n":8}]}"#, []),
        (#"{"d":[{"i":1}]}"#, #"{"d":[]}"#, []),
        (
            #"{"d":[{"i":1}]}"#, #"{"d":[{"j":1}]}"#,
            ["body/d/[]/i: gone: number [warning]", "body/d/[]/j: new: number [info]"]
        ),
        (#"{"d":{"i":{"k":1}}}"#, #"{}"#, ["body/d: gone: object [warning]"]),
        (#"{"a":1}"#, "oops", ["body: JSON → no JSON [error]"]),
        ("text", "other", []),
        ("text", "", ["body: present → empty [error]"]),
    ])
    func bodiesAreComparedByShape(_ before: String, _ after: String, _ expected: [String]) {
        #expect(findings(answer(before), answer(after)) == expected)
    }

    @Test func statusAndTypeAreErrorsAndFieldsAreNot() {
        #expect(findings(answer(status: 200), answer(status: 404)) == ["status: 200 → 404 [error]"])
        #expect(
            findings(
                answer(headers: ["Content-Type": "application/json; charset=utf-8", "ETag": "a", "Date": "x"]),
                answer(headers: ["content-type": "text/html", "X-New": "b"])) == [
                    "header/etag: gone: present [warning]", "header/x-new: new: present [info]",
                    "header/content-type: application/json → text/html [error]",
                ])
    }

    @Test func attributesOfCookiesAreComparedAndValuesAreNot() {
        let before = answer(headers: ["Set-Cookie": "a=1; Secure; SameSite=Lax; Max-Age=60", "Set-Cookie": "b=1"])
        let after = answer(headers: [
            "Set-Cookie": "a=2; SameSite=None; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "set-cookie": "c=1",
        ])
        #expect(
            findings(before, after) == [
                "cookie/a/SameSite: lax → none [error]", "cookie/a/Secure: present → absent [error]",
                "cookie/b: gone: set [warning]", "cookie/c: new: set [info]",
            ])
    }

    @Test func closeCodesAndMessagesAreCompared() {
        let before = answer(
            end: RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 4204),
            messages: [#"{"id":1,"result":{"a":1}}"#, #"{"method":"OnConnected","params":{}}"#])
        let after = answer(
            end: RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 1006),
            messages: [#"{"id":7,"result":{"a":"x"}}"#])
        #expect(
            findings(before, after) == [
                "message/OnConnected: gone: sent [warning]", "message/answer/[]/a: number → string [error]",
                "close: 4204 by the server → 1006 by the server [error]",
            ])
    }

    @Test func aMethodThatIsRefusedNowIsAnError() {
        let asked = ["1": "OpenDoc", "2": "GetLayout"]
        var before = answer(messages: [#"{"id":1,"result":{"a":1}}"#, #"{"id":2,"result":{"b":1}}"#])
        var after = answer(messages: [#"{"id":1,"error":{"code":5}}"#, #"{"id":2,"result":{}}"#])
        before.asked = asked
        after.asked = asked
        #expect(
            findings(before, after) == [
                "message/GetLayout/[]/b: gone: number [warning]", "message/OpenDoc: result → error [error]",
            ])
    }

    @Test func whatManyExchangesShowIsToldOnce() {
        var report = DriftReport(recorded: "then", now: "now")
        let finding = DriftFinding(severity: .warning, request: "GET /x", place: "body/a", before: "number", after: "")
        for _ in 0..<3 { report.add("GET /x", [finding]) }
        #expect(
            report.text == "warning: GET /x: body/a: gone: number (3 times)\nthen and now: 0 error, 1 warning, 0 info\n"
        )
        #expect(report.cases.map(\.exchanges) == [3])
    }

    @Test func recordingsAreComparedRequestByRequest() async throws {
        let folder = try CassetteFolder()
        for (name, body) in [("old.sqlite", #"{"a":1}"#), ("new.sqlite", #"{"a":true}"#)] {
            var traffic = try Traffic(folder, name: name)
            traffic.exchange("GET", "/same", with: [#"{"z":1}"#])
            traffic.exchange("GET", "/x", with: [body])
            traffic.exchange("GET", "/only-in-\(name)")
            _ = try await traffic.recorder.finish()
        }
        let (old, new) = (try Cassette(path: folder.path("old.sqlite")), try Cassette(path: folder.path("new.sqlite")))
        var report = DriftReport(recorded: "old", now: "new")
        try Drift.compare(old, old.recordings()[0], new, new.recordings()[0], into: &report)
        #expect(
            report.text == """
                error: GET /x: body/a: number → boolean
                warning: GET /only-in-old.sqlite: request: gone: recorded
                info: GET /only-in-new.sqlite: request: new: recorded
                old and new: 1 error, 1 warning, 1 info

                """)
        #expect(report.cases.map(\.worst) == [nil, .error, .warning, .info])
    }
}
