// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import Testbed

/// What the control port refuses, and how it says so.
@Suite struct ControlRefusalTests {
    @Test func onlyTheTokenOpensTheControlPort() async throws {
        try await ControlRig.run { rig in
            let token = rig.control.token
            let wrong = [
                "", "Bearer", "Bearer ", "Bearer \(token)x", "Bearer \(token.dropLast())", "bearer \(token)",
                "Basic \(token)", "Bearer \(String(token.reversed()))",
            ]
            for authorization in wrong {
                let answer = try await rig.send("GET", "/", authorization: authorization)
                #expect(answer.status == 401 && answer.type == "application/problem+json", "\(authorization)")
                #expect(answer.json["title"] == "wrong-token")
            }
            let other = try await rig.stage.startControl()
            #expect(other.token != token)
            #expect(try await rig.send("GET", "/", authorization: "Bearer \(other.token)").status == 401)
            await other.stop()
            #expect(try await rig.send("GET", "/").status == 200)
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        let body: String?
        let status: Int
        let title: String
        let field: String?

        init(_ method: String, _ path: String, _ body: String?, _ status: Int, _ title: String, _ field: String?) {
            self.method = method
            self.path = path
            self.body = body
            self.status = status
            self.title = title
            self.field = field
        }

        var testDescription: String { "\(method) \(path) \(body ?? "")" }
    }

    static let rows = [
        Row("GET", "/nowhere", nil, 404, "unknown-route", nil),
        Row("GET", "/proxy/witness", nil, 404, "unknown-route", nil),
        Row("POST", "/tenant/witness", nil, 405, "wrong-method", nil),
        Row("POST", "/clock/advance", "seconds=1", 400, "bad-body", nil),
        Row("POST", "/clock/advance", "[1]", 400, "bad-body", nil),
        Row("POST", "/clock/advance", #"{"seconds":1,"seconds":2}"#, 400, "bad-body", "seconds"),
        Row("POST", "/clock/advance", #"{"minutes":1}"#, 400, "unknown-field", "minutes"),
        Row("POST", "/clock/advance", nil, 400, "missing-field", "seconds"),
        Row("POST", "/clock/advance", #"{"seconds":-1}"#, 400, "bad-value", "seconds"),
        Row("POST", "/clock/advance", #"{"seconds":"1"}"#, 400, "bad-value", "seconds"),
        Row("GET", "/tenant/witness?since=x", nil, 400, "bad-value", "since"),
        Row("GET", "/idp/witness?limit=0", nil, 400, "bad-value", "limit"),
        Row("PATCH", "/tenant/switches", #"{"no-such-switch":"on"}"#, 400, "unknown-field", "no-such-switch"),
        Row("PATCH", "/tenant/switches", #"{"checks-origin":"maybe"}"#, 400, "bad-value", "checks-origin"),
        Row("PATCH", "/tenant/switches", #"{"checks-origin":[]}"#, 400, "bad-value", "checks-origin"),
        Row("POST", "/tenant/rate-limit", #"{"tier":3,"seconds":1}"#, 400, "bad-value", "tier"),
        Row("PATCH", "/idp/switches", #"{"demands-pkce":"yes"}"#, 400, "bad-value", "demands-pkce"),
        Row("PATCH", "/idp/switches", #"{"demands-pcke":true}"#, 400, "unknown-field", "demands-pcke"),
        Row("POST", "/tenant/script", #"{"at":"/x"}"#, 400, "missing-field", "status"),
        Row("POST", "/tenant/script", #"{"status":200,"reset":true}"#, 400, "bad-value", "status"),
        Row("POST", "/tenant/script", #"{"silence":false}"#, 400, "bad-value", "silence"),
        Row("POST", "/tenant/script", #"{"status":99}"#, 400, "bad-value", "status"),
        Row("POST", "/tenant/script", #"{"raw":"no base64"}"#, 400, "bad-value", "raw"),
        Row("POST", "/tenant/script", #"{"dribble":{"bytes":1,"every":5}}"#, 400, "unknown-field", "every"),
        Row("POST", "/tenant/script", #"{"status":200,"headers":[["a"]]}"#, 400, "bad-value", "headers"),
        Row("POST", "/tenant/sessions/end", #"{"user":"nobody"}"#, 409, "not-now", "user"),
        Row("POST", "/tenant/sessions/end", #"{"session":99}"#, 409, "not-now", "session"),
        Row("POST", "/tenant/sessions/rotate", #"{"what":"all","user":"ana"}"#, 400, "bad-value", "what"),
        Row("POST", "/tenant/sockets/close", #"{"user":"ana"}"#, 409, "not-now", "user"),
        Row("POST", "/tenant/users/status", #"{"user":"ana","status":"gone"}"#, 400, "bad-value", "status"),
    ]

    @Test func whatCannotBeDoneIsRefusedByNameAndChangesNothing() async throws {
        try await ControlRig.run { rig in
            let before = try await rig.ask("GET", "/tenant/switches")
            for row in Self.rows {
                let answer = try await rig.send(row.method, row.path, row.body)
                #expect(answer.status == row.status, "\(row)")
                #expect(answer.type == "application/problem+json", "\(row)")
                #expect(answer.json["title"]?.stringValue == row.title, "\(row): \(answer.json.serialized())")
                #expect(answer.json["field"]?.stringValue == row.field, "\(row)")
                #expect(answer.json["status"]?.intValue == row.status, "\(row)")
            }
            #expect(try await rig.ask("GET", "/tenant/switches") == before)
        }
    }

    @Test func severalSwitchesAreSetTogetherOrNotAtAll() async throws {
        try await ControlRig.run { rig in
            let before = try await rig.ask("GET", "/tenant/switches")
            let answer = try await rig.send("PATCH", "/tenant/switches", #"{"checks-origin":false,"nope":1}"#)
            #expect(answer.json["field"] == "nope")
            #expect(try await rig.ask("GET", "/tenant/switches") == before)
        }
    }

    @Test func aPartyThatIsNotServedIsAbsent() async throws {
        let control = try await ControlServer.start(ControlledParties())
        for (method, path) in [("GET", "/tenant/witness"), ("GET", "/idp/witness"), ("POST", "/clock/advance")] {
            let (route, places) = try ControlRoutes.find(method, path)
            let fields = try ControlFields([:], known: nil)
            let problem = await #expect(throws: ControlProblem.self) {
                try await route.answer(ControlCall(parties: ControlledParties(), places: places, fields: fields))
            }
            #expect(problem?.status == 404)
        }
        await control.stop()
    }
}
