// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlBackChannelTests {
    @Test func aLogoutTokenEndsTheSessionItsSocketsAndTheTenantSession() async throws {
        let stage = try ControlStage()
        let ana = try await stage.signedIn("ana")
        let ben = try await stage.signedIn("ben")
        let relay = WatchedRelay()
        #expect(try await ana.session().add(relay))
        let answer = try await stage.post(stage.order("ana"))
        #expect(answer.status == 200 && answer.headers.first("Cache-Control") == "no-store")
        var ends = relay.ends.makeAsyncIterator()
        #expect(await ends.next() == .loggedOut)
        #expect(try await stage.keeper.load(try ana.requiredTicket()) == nil)
        #expect(try await ben.session().subject.subject == "ben")
        #expect((stage.store as? MemorySessionStore)?.count == 1)
        await stage.keeper.background.finish()
        #expect(stage.world.requests(to: "/logout").count == 1)
    }

    @Test func aTokenThatNamesASignInEndsThatOneOnly() async throws {
        let stage = try ControlStage()
        let browsers = [stage.browser(), stage.browser()]
        for (number, browser) in browsers.enumerated() {
            _ = try await browser.signIn { $0["sid"] = .string("sign-in-\(number)") }
        }
        #expect(try await stage.post(stage.order("ana") { $0["sid"] = "sign-in-1" }).status == 200)
        #expect(try await browsers[0].session().subject.subject == "ana")
        #expect(try await stage.keeper.load(try browsers[1].requiredTicket()) == nil)
        let order = try stage.order("ana") { claims in
            claims["sub"] = nil
            claims["sid"] = "sign-in-0"
            claims["jti"] = "two"
        }
        #expect(try await stage.post(order).status == 200)
        #expect(try await stage.keeper.load(try browsers[0].requiredTicket()) == nil)
    }

    @Test func whoeverIsSignedOutAlreadyIsNoError() async throws {
        let stage = try ControlStage()
        #expect(try await stage.post(stage.order("nobody")).status == 200)
    }

    @Test func aSessionThatIsOnlyInTheStoreEndsToo() async throws {
        let stage = try ControlStage()
        let ana = try await stage.signedIn()
        let ticket = try ana.requiredTicket()
        stage.keeper.cache.remove(ticket.id)
        #expect(try await stage.post(stage.order("ana")).status == 200)
        #expect(try await stage.keeper.load(ticket) == nil)
    }

    static let defects: [(String, @Sendable (inout JSONObject) -> Void)] = [
        ("another issuer", { $0["iss"] = "https://evil.example" }), ("no issuer", { $0["iss"] = nil }),
        ("another audience", { $0["aud"] = "another" }), ("no audience", { $0["aud"] = nil }),
        ("no events", { $0["events"] = nil }), ("events as text", { $0["events"] = "yes" }),
        ("another event", { $0["events"] = ["http://schemas.example/other": [:]] }),
        ("an event as text", { $0["events"] = [.init(LogoutTokenClaims.event): "yes"] }),
        ("a nonce", { $0["nonce"] = "n" }), ("an empty nonce", { $0["nonce"] = .null }),
        ("no expiry", { $0["exp"] = nil }), ("an expiry in the past", { $0["exp"] = 1 }),
        ("no time of issue", { $0["iat"] = nil }), ("a time of issue to come", { $0["iat"] = 99_999_999_999 }),
        ("no id", { $0["jti"] = nil }), ("an empty id", { $0["jti"] = "" }),
        ("nobody", { $0["sub"] = nil }), ("an empty name", { $0["sub"] = "" }),
        ("a sign-in that is no text", { $0["sid"] = 7 }),
    ]

    @Test(arguments: defects.map(\.0))
    func aTokenWithADefectIsRefusedAndEndsNothing(_ name: String) async throws {
        let stage = try ControlStage()
        let ana = try await stage.signedIn()
        let change = try #require(Self.defects.first { $0.0 == name }).1
        #expect(try await stage.post(stage.order("ana", change: change)).status == 400)
        #expect(try await ana.session().subject.subject == "ana")
        #expect(stage.world.requests(to: "/logout").isEmpty)
    }

    @Test(arguments: ["at+jwt", "dpop+jwt"])
    func aTokenOfAnotherTypeIsRefused(_ type: String) async throws {
        let stage = try ControlStage()
        let ana = try await stage.signedIn()
        stage.world.change { $0.header["typ"] = .string(type) }
        #expect(try await stage.post(stage.order("ana")).status == 400)
        #expect(try await ana.session().subject.subject == "ana")
    }

    @Test(arguments: ["logout+jwt", "application/logout+jwt", "JWT"])
    func aTokenOfTheRightTypeIsTaken(_ type: String) async throws {
        let stage = try ControlStage()
        stage.world.change { $0.header["typ"] = .string(type) }
        #expect(try await stage.post(stage.order("ana")).status == 200)
    }

    @Test func anIDTokenIsNoLogoutToken() async throws {
        let stage = try ControlStage()
        let ana = try await stage.signedIn()
        #expect(try await stage.post(stage.world.idToken()).status == 400)
        #expect(try await ana.session().subject.subject == "ana")
    }

    @Test func aTokenWorksOnce() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn()
        let order = try stage.order("ana")
        #expect(try await stage.post(order).status == 200)
        let again = try await stage.signedIn()
        #expect(try await stage.post(order).status == 400)
        #expect(try await again.session().subject.subject == "ana")
    }

    @Test func aTokenThatTheStoreCouldNotServeIsNotUsedUp() async throws {
        let store = FlakyStore()
        let stage = try ControlStage(store: store)
        let ana = try await stage.signedIn()
        let order = try stage.order("ana")
        store.failures.withLock { $0 = 1 }
        #expect(try await stage.post(order).status == 400)
        #expect(try await ana.session().subject.subject == "ana")
        #expect(try await stage.post(order).status == 200)
        #expect(try await stage.keeper.load(try ana.requiredTicket()) == nil)
    }

    @Test func onlyAFormWithOneTokenIsTaken() async throws {
        let stage = try ControlStage()
        let form = "logout_token=" + (try stage.order("ana"))
        #expect(await stage.post(body: form, type: "application/json").status == 400)
        #expect(await stage.post(body: form + "&" + form).status == 400)
        #expect(await stage.post(body: "").status == 400)
        #expect(await stage.post(body: form, type: "Application/X-WWW-Form-URLEncoded; charset=utf-8").status == 200)
        #expect(await stage.browser().send("GET", OwnPath.backChannelLogout).status == 405)
    }

    @Test func nothingOfTheTokenIsLogged() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn("ana-canary")
        let order = try stage.order("ana-canary")
        _ = try await stage.post(order)
        _ = try await stage.post(order)
        #expect(stage.log.lines.allSatisfy { !$0.contains("ana-canary") && !$0.contains(order.suffix(20)) })
        #expect(stage.log.lines.contains { $0.contains("The identity provider ended sessions") })
    }
}

extension ControlStage {
    /// A logout token of the provider for a person.
    func order(_ sub: String, change: (inout JSONObject) -> Void = { _ in }) throws -> String {
        let now = Int(clock.timeSource.now() / 1000)
        var claims: JSONObject = [
            "iss": .string(FakeWorld.provider), "aud": "client", "sub": .string(sub), "iat": .int(now),
            "exp": .int(now + 120), "jti": "one", "events": [.init(LogoutTokenClaims.event): [:]],
        ]
        change(&claims)
        world.change { $0.claims = claims }
        return world.idToken()
    }

    func post(_ token: String) async throws -> OwnResponse { await post(body: "logout_token=" + token) }

    func post(body: String, type: String = "application/x-www-form-urlencoded") async -> OwnResponse {
        await routes.respond(
            to: OwnRequest(
                method: "POST", target: OwnPath.backChannelLogout, headers: ["Content-Type": type],
                body: ByteBuffer(string: body)))
    }
}
