// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import MockIdentityProvider
import ScenarioRunner
import Testing
import Wire

@testable import Testbed

/// What a harness in another language can see and do, over real HTTP.
@Suite struct ControlTests {
    @Test func everyRouteIsListedWithAFileOfItsOwn() async throws {
        try await ControlRig.run { rig in
            let routes = try #require(try await rig.ask("GET", "/")["routes"]?.arrayValue)
            #expect(routes.count == ControlRoutes.all.count)
            #expect(routes.allSatisfy { $0["summary"]?.stringValue?.hasSuffix(".") == true })
            let names = routes.map { "\($0["method"]?.stringValue ?? "") \($0["path"]?.stringValue ?? "")" }
            #expect(Set(names).count == names.count && names.contains("GET /{double}/witness"))
        }
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/Testbed/Control/Routes")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(ControlRoutes.all.map { "\($0).swift" }))
    }

    @Test func theWitnessTellsWhatTravelledAndWhoseItWas() async throws {
        try await ControlRig.run { rig in
            let ana = try await rig.signIn("ana")
            let seen = try await rig.ask("GET", "/tenant/witness")["next"]?.intValue ?? 0
            #expect(try await rig.status(ana, "/api/v1/items?limit=2&x=%2F") == 200)
            let answer = try await rig.ask("GET", "/tenant/witness?since=\(seen)")
            let exchange = try #require(answer["exchanges"]?[0])
            #expect(exchange["target"] == "/api/v1/items?limit=2&x=%2F" && exchange["user"] == "ana")
            #expect(exchange["headers"]?.arrayValue?.contains { $0[0] == "Cookie" } == true)
            #expect(exchange["cookies"]?.arrayValue?.contains { $0[0] == "eas.sid" } == true)
            #expect(exchange["response"]?["status"] == 200 && exchange["outcome"] == "complete")
            #expect(exchange["body"]?["sha256"]?.stringValue?.count == 64)
            #expect(answer["dropped"]?["exchanges"] == 0 && answer["next"] == exchange["id"])
            #expect(try await rig.ask("GET", "/idp/witness?limit=1")["exchanges"]?.arrayValue?.count == 1)
            let counters = try await rig.ask("GET", "/tenant/counters")
            #expect(counters["logins"]?.objectValue?.first?.value == 1 && counters["sessions"] == 1)
            #expect(counters["jti"]?.objectValue?.count == 1)
        }
    }

    @Test func switchesAndScriptsChangeTheTenantsAnswers() async throws {
        try await ControlRig.run { rig in
            let ana = try await rig.signIn("ana")
            let plain = try await ana.send(BrowserRequest(target: "/api/v1/users/me")).response
            #expect(plain?.status == 200 && plain?.headers.contains("x-trace-id") == false)
            _ = try await rig.ask("PATCH", "/tenant/switches", #"{"trace-header":"x-trace-id","plain-app-status":426}"#)
            let switches = try await rig.ask("GET", "/tenant/switches")["switches"]?.arrayValue ?? []
            let trace = try #require(switches.first { $0["name"] == "trace-header" })
            #expect(trace["value"] == "x-trace-id" && trace["default"] == "" && trace["unknown"] == "U40")
            let traced = try await ana.send(BrowserRequest(target: "/api/v1/users/me")).response
            #expect(traced?.headers.first("x-trace-id")?.count == 32)
            _ = try await rig.ask(
                "POST", "/tenant/script",
                #"{"at":"/api/v1/users/me","of":"ana","nth":2,"status":503,"headers":[["Retry-After","3"]],"text":"later"}"#
            )
            #expect(try await rig.status(ana) == 200)
            let second = try await ana.send(BrowserRequest(target: "/api/v1/users/me")).response
            #expect(second?.status == 503 && second?.body.text == "later")
            #expect(second?.headers.first("Retry-After") == "3")
            #expect(try await rig.status(ana) == 200)
            _ = try await rig.ask("POST", "/tenant/script", #"{"status":500}"#)
            #expect(try await rig.status(ana) == 500)
            _ = try await rig.ask("DELETE", "/tenant/script")
            #expect(try await rig.status(ana) == 200)
        }
    }

    @Test func limitsConcernTheTierThatIsNamed() async throws {
        try await ControlRig.run { rig in
            let ana = try await rig.signIn("ana")
            _ = try await rig.ask("POST", "/tenant/rate-limit", #"{"user":"ana","tier":2,"seconds":60}"#)
            #expect(try await rig.status(ana) == 200)
            _ = try await rig.ask("POST", "/tenant/rate-limit", #"{"user":"ana","tier":1,"seconds":60}"#)
            #expect(try await rig.status(ana) == 429)
        }
    }

    @Test func oneSessionEndsOrRotatesAndTheOthersStay() async throws {
        try await ControlRig.run { rig in
            _ = try await rig.signIn("ana")
            _ = try await rig.signIn("ben")
            let sessions = try await rig.ask("GET", "/tenant/sessions")["sessions"]?.arrayValue ?? []
            let first = try #require(sessions.first { $0["user"] == "ana" })
            let number = try #require(first["session"]?.intValue)
            _ = try await rig.ask("POST", "/tenant/sessions/rotate", #"{"session":\#(number),"what":"session-id"}"#)
            let rotated = try await rig.ask("GET", "/tenant/sessions?user=ana")["sessions"]?[0]
            #expect(rotated?["cookies"] != first["cookies"] && rotated?["session"] == first["session"])
            _ = try await rig.ask("POST", "/tenant/sessions/end", #"{"session":\#(number)}"#)
            #expect(try await rig.ask("GET", "/tenant/sessions?user=ana")["sessions"]?.arrayValue?.isEmpty == true)
            #expect(try await rig.ask("GET", "/tenant/sessions?user=ben")["sessions"]?.arrayValue?.count == 1)
        }
    }

    @Test func clockLimitsAndUsersAreMoved() async throws {
        try await ControlRig.run { rig in
            let ana = try await rig.signIn("ana")
            let before = rig.stage.clock.now
            #expect(try await rig.ask("POST", "/clock/advance", #"{"seconds":90}"#)["now"] != nil)
            #expect(rig.stage.clock.now >= before + 90_000)
            _ = try await rig.ask("POST", "/tenant/rate-limit", #"{"user":"ana","seconds":60}"#)
            #expect(try await rig.status(ana) == 429)
            _ = try await rig.ask("DELETE", "/tenant/rate-limit")
            #expect(try await rig.status(ana) == 200)
            _ = try await rig.ask("POST", "/tenant/users/status", #"{"user":"ana","status":"disabled"}"#)
            _ = try await rig.status(ana)
            #expect(try await rig.ask("GET", "/tenant/counters")["refused"]?.objectValue?.isEmpty == false)
            _ = try await rig.ask("POST", "/tenant/reset")
            #expect(try await rig.ask("GET", "/tenant/counters")["sessions"] == 0)
        }
    }

    @Test func socketsAreFedPausedAndClosed() async throws {
        try await ControlRig.run { rig in
            let ana = try await rig.signIn("ana")
            let app = try #require(rig.stage.facts.apps["sales"])
            _ = try await ana.open(BrowserRequest(target: "/app/\(app)"), socket: "first")
            let sockets = try await rig.ask("GET", "/tenant/sockets")["sockets"]
            #expect(sockets?[0]?["user"] == "ana" && sockets?[0]?["app"]?.stringValue == app)
            _ = try await rig.ask("POST", "/tenant/sockets/pause", #"{"user":"ana","paused":true}"#)
            _ = try await rig.ask("POST", "/tenant/sockets/pause", #"{"user":"ana","paused":false}"#)
            _ = try await rig.ask("POST", "/tenant/sockets/send", #"{"user":"ana","text":"from outside"}"#)
            _ = try await rig.ask("POST", "/tenant/sockets/send", #"{"user":"ana","base64":"AP8="}"#)
            _ = try await rig.ask("POST", "/tenant/sockets/close", #"{"user":"ana","code":4006,"reason":"over"}"#)
            let browserSide = rig.stage.witness(.browser)
            let isClosed = await browserSide.wait(within: .seconds(10)) {
                $0.contains { $0.socket?.closeCode == 4006 && $0.socket?.closeReason == "over" }
            }
            #expect(isClosed)
            let exchanges = try await rig.ask("GET", "/tenant/witness")["exchanges"]?.arrayValue ?? []
            let frames = exchanges.compactMap { $0["socket"]?["frames"]?.arrayValue }.first ?? []
            #expect(frames.contains { $0["text"] == "from outside" && $0["from"] == "server" })
            #expect(frames.contains { $0["base64"] == "AP8=" })
        }
    }

    @Test func oneMoreIssuerHasKeysSessionsAndSwitchesOfItsOwn() async throws {
        try await ControlRig.run { rig in
            let provider = rig.stage.parts.provider
            _ = try await rig.signIn("ana")
            let issuer = try await rig.ask("POST", "/idp/issuers", #"{"name":"other"}"#)["issuer"]?.stringValue
            #expect(issuer == provider.origin + "/other")
            #expect(provider.users(issuer: "other") == provider.users())
            _ = try await rig.ask("POST", "/idp/keys/rotate", #"{"issuer":"other"}"#)
            let keys = provider.signingKeyIDs(issuer: "other")
            _ = try await rig.ask("POST", "/idp/keys/rotate", #"{"issuer":"other"}"#)
            #expect(provider.signingKeyIDs(issuer: "other").isDisjoint(with: keys))
            #expect(provider.signingKeyIDs().isDisjoint(with: provider.signingKeyIDs(issuer: "other")))
            let main = provider.signingKeyIDs()
            _ = try await rig.ask("PATCH", "/idp/switches", #"{"publishes-keys":false,"issuer":"other"}"#)
            _ = try await rig.ask("POST", "/idp/sessions/end", #"{"user":"ana","issuer":"other"}"#)
            #expect(provider.signingKeyIDs() == main)
            for name in ["", "No", "a/b", "a b"] {
                let refusal = try await rig.send("POST", "/idp/issuers", #"{"name":"\#(name)"}"#)
                #expect(refusal.status == 400 && refusal.json["field"] == "name", "\(name)")
            }
        }
    }

    @Test func identityProviderIsDrivenToo() async throws {
        try await ControlRig.run { rig in
            _ = try await rig.ask("PATCH", "/idp/switches", #"{"offers-logout":false}"#)
            _ = try await rig.ask("POST", "/idp/keys/rotate", #"{"keep-old":true}"#)
            _ = try await rig.ask("POST", "/idp/script", #"{"at":"/main/authorize","reset":true,"times":1}"#)
            _ = try await rig.ask("DELETE", "/idp/script")
            _ = try await rig.signIn("ana")
            _ = try await rig.ask("POST", "/idp/sessions/end", #"{"user":"ana"}"#)
            #expect(try await rig.ask("GET", "/idp/witness")["exchanges"]?.arrayValue?.isEmpty == false)
        }
    }
}
