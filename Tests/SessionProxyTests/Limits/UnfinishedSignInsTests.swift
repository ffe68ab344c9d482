// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct UnfinishedSignInsTests {
    @Test func anAddressBeginsSoManyAndOthersAreNotCounted() {
        let signIns = UnfinishedSignIns(limit: 2, milliseconds: 1000)
        #expect(signIns.begin(at: "a", now: 0) && signIns.begin(at: "a", now: 1))
        #expect(!signIns.begin(at: "a", now: 2))
        #expect(signIns.begin(at: "b", now: 2))
    }

    @Test func whatIsFinishedOrRanOutDoesNotCount() {
        let signIns = UnfinishedSignIns(limit: 1, milliseconds: 1000)
        #expect(signIns.begin(at: "a", now: 0))
        // The sign-in notes its own beginning a moment later than this does.
        signIns.finish(at: "a", startedAt: 3)
        #expect(signIns.addresses == 0)
        #expect(signIns.begin(at: "a", now: 10))
        #expect(!signIns.begin(at: "a", now: 1009))
        #expect(signIns.begin(at: "a", now: 1010))
    }

    @Test func theProxyAnswers429AndGoesOnWhenTheyRanOut() async throws {
        let stage = try ControlStage {
            $0.limits.signInsPerAddress = 3
            $0.signInMilliseconds = 60_000
        }
        for _ in 0..<3 { _ = try await stage.browser().begin() }
        #expect(await stage.browser().send("GET", "/login").status == 429)
        stage.clock.advance(by: .seconds(61))
        _ = try await stage.signedIn()
    }

    @Test func finishedSignInsAreNotCounted() async throws {
        let stage = try ControlStage { $0.limits.signInsPerAddress = 1 }
        for _ in 0..<3 { _ = try await stage.signedIn() }
    }

    @Test func aUsersOldestSessionsGiveWay() async throws {
        let stage = try ControlStage { $0.limits.sessionsPerUser = 2 }
        let ben = try await stage.signedIn("ben")
        var browsers: [ControlBrowser] = []
        for _ in 0..<4 {
            browsers.append(try await stage.signedIn())
            stage.clock.advance(by: .seconds(1))
        }
        var good: [Bool] = []
        for browser in browsers { good.append(try await stage.keeper.load(browser.requiredTicket()) != nil) }
        #expect(good == [false, false, true, true])
        #expect(try await stage.keeper.load(ben.requiredTicket()) != nil)
    }

    @Test(
        arguments: [
            ("10.0.0.1", nil, "10.0.0.1"), ("10.0.0.1", "1.2.3.4", "10.0.0.1"), ("192.0.2.1", "1.2.3.4", "1.2.3.4"),
            ("192.0.2.1", "6.6.6.6, 1.2.3.4, 192.0.2.2", "1.2.3.4"), ("192.0.2.1", nil, "192.0.2.1"),
            ("10.1.2.3", "1.2.3.4", "1.2.3.4"), ("::ffff:10.1.2.3", "6.6.6.6, 1.2.3.4, fd00::7", "1.2.3.4"),
            ("10.1.2.3", "6.6.6.6, unknown, 10.1.9.9", "unknown"),
            ("2001:db8::1", nil, "2001:db8:0:0::/64"), ("2001:db8:1:2:3:4:5:6", nil, "2001:db8:1:2::/64"),
            ("2001:0DB8:1:2::9", nil, "2001:db8:1:2::/64"), ("::ffff:1.2.3.4", nil, "1.2.3.4"), ("", nil, ""),
        ])
    func theAddressIsThePeersOrWhatTrustedProxiesSay(_ peer: String, _ forwarded: String?, _ address: String) throws {
        let trusted = try ["192.0.2.1", "192.0.2.2", "10.1.0.0/16", "fd00::/8"].map { try #require(AddressRange($0)) }
        var request = OwnRequest(method: "GET", target: "/login", peer: peer)
        if let forwarded { request.headers.append("X-Forwarded-For", forwarded) }
        #expect(ClientAddress.of(request, trusted: trusted) == address)
    }
}
