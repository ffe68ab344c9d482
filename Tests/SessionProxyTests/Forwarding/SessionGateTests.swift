// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

@Suite struct SessionGateTests {
    @Test func nobodyIsAnsweredWith401AndTheTenantHearsNothing() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let cookies = ["", "__Host-session=garbage", cookie + "x", "__host-session" + cookie.dropFirst(14)]
            for cookie in cookies {
                let answer = try await rig.send("GET", "/api/v1/users/me", ["Cookie": cookie])
                #expect(answer.head.status == 401, "\(cookie)")
                #expect(answer.head.headers.all("Cache-Control") == ["no-store"])
            }
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func anotherSecretOpensNothing() async throws {
        try await PathRig.with { rig in
            let (_, ana) = try rig.control.signIn("ana")
            let (_, ben) = try rig.control.signIn("ben")
            let mixed = ana.prefix { $0 != "." } + ben.drop { $0 != "." }
            let seen1 = try await rig.send("GET", "/api/v1/x", ["Cookie": String(mixed)]).head.status
            #expect(seen1 == 401)
        }
    }

    @Test func twoSessionCookiesCountAsNone() async throws {
        try await PathRig.with { rig in
            let (_, ana) = try rig.control.signIn("ana")
            let (_, ben) = try rig.control.signIn("ben")
            let seen2 = try await rig.send("GET", "/api/v1/x", ["Cookie": "\(ana); \(ben)"]).head.status
            #expect(seen2 == 401)
            let seen3 = try await rig.send("GET", "/api/v1/x", ["Cookie": ana, "cookie": ben]).head.status
            #expect(seen3 == 401)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func navigationToAPageLeadsToSignIn() async throws {
        try await PathRig.with { rig in
            let answer = try await rig.send("GET", "/single/?appid=x&y", ["Sec-Fetch-Mode": "navigate"])
            #expect(answer.head.status == 302)
            #expect(answer.head.headers.first("Location") == "/login?returnto=%2Fsingle%2F%3Fappid%3Dx%26y")
            let script = try await rig.send("GET", "/single/?appid=x&y", ["Sec-Fetch-Mode": "cors"])
            #expect(script.head.status == 401)
        }
    }

    @Test func publicFilesNeedNoSession() async throws {
        try await PathRig.with { rig in
            let seen4 = try await rig.send("GET", "/resources/x.css").head.status
            #expect(seen4 == 200)
            #expect(rig.witness.received.first?.head.headers.contains("Cookie") == false)
        }
    }

    @Test func sessionOutsideMemoryIsLoaded() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana", isCached: false)
            let seen5 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen5 == 200)
        }
    }

    @Test func brokenStoreMeansUnavailableNotAnonymous() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana", isCached: false)
            rig.control.script.withLock { $0.storeFails = true }
            let seen6 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen6 == 503)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func lifetimesAreEnforcedWhateverTheCookieSays() async throws {
        let clock = ManualClock()
        try await PathRig.with(settings: { $0.time = clock.timeSource }) { rig in
            let (_, cookie) = try rig.control.signIn("ana", at: clock.timeSource.now())
            clock.advance(by: .seconds(29 * 60))
            let seen7 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen7 == 200)
            clock.advance(by: .seconds(29 * 60))
            let seen8 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen8 == 200)
            clock.advance(by: .seconds(31 * 60))
            let seen9 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen9 == 401)
        }
    }

    @Test func endedSessionIsWorthless() async throws {
        try await PathRig.with { rig in
            let (session, cookie) = try rig.control.signIn("ana")
            session.end(.loggedOut)
            let seen10 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen10 == 401)
        }
    }

    @Test(
        arguments: [
            ["Origin": "https://attacker.example"], ["Origin": "null"],
            ["Origin": "https://proxy.test.attacker.example"],
            ["Origin": PathRig.origin, "Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
            ["Content-Type": "text/plain"], ["Referer": "https://proxy.test.evil/x"], [:],
        ] as [HeaderList])
    func forgedModificationIsRefused(headers: HeaderList) async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            var all: HeaderList = ["Cookie": cookie]
            all.append(contentsOf: headers)
            let seen11 = try await rig.send("POST", "/api/v1/x", all, body: "x").head.status
            #expect(seen11 == 403)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func preflightIsAnsweredHereAndOnlyForConfiguredOrigins() async throws {
        try await PathRig.with(settings: { $0.allowedOrigins = ["https://mashup.example"] }) { rig in
            var seen: [String?] = []
            for origin in ["https://mashup.example", "https://attacker.example", "null"] {
                let answer = try await rig.send(
                    "OPTIONS", "/api/v1/x", ["Origin": origin, "Access-Control-Request-Method": "POST"])
                #expect(answer.head.headers.all("Vary") == ["Origin"])
                seen.append(answer.head.headers.first("Access-Control-Allow-Origin"))
            }
            #expect(seen == ["https://mashup.example", nil, nil])
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func ownRoutesGetTheWholeRequest() async throws {
        try await PathRig.with { rig in
            let answer = try await rig.send("POST", "/logout?x=1", ["X-A": "b"], body: "hello")
            #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
            let owned = try #require(rig.control.script.withLock { $0.owned.first })
            #expect(owned.method == "POST")
            #expect(owned.target == "/logout?x=1")
            #expect(owned.headers.first("X-A") == "b")
        }
    }
}
