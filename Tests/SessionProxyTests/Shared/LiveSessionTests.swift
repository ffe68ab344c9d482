// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

@Suite struct LiveSessionTests {
    private let start: Int64 = 1_800_000_000_000

    private func session(_ lines: [String]) throws -> LiveSession {
        let ticket = try #require(SessionTicket(randomOctets: RandomSource.seeded(1).bytes(48)))
        let origin = CookieOrigin(scheme: "https", host: "tenant.example")
        var jar = CookieJar()
        for line in lines { jar.store(line, from: origin, now: start / 1000) }
        let record = SessionRecord(subject: Subject(subject: "ana"), jar: jar, csrfToken: "t", createdAt: start)
        return LiveSession(ticket: ticket, record: record, lifetimes: SessionLifetimes(), tenant: origin)
    }

    private func line(_ session: LiveSession, at now: Int64, _ path: String = "/") -> String? {
        session.use(at: now) { path }?.cookieLine.map { String(buffer: $0) }
    }

    @Test func lineIsReadyMadeAndFollowsTheJar() throws {
        let session = try session(["a=1; Path=/", "b=2; Path=/"])
        #expect(line(session, at: start) == "Cookie: a=1; b=2\r\n")
        #expect(session.consume(setCookieLines: ["a=3; Path=/", "b=; Max-Age=0; Path=/"], path: "/", now: start))
        #expect(line(session, at: start) == "Cookie: a=3\r\n")
    }

    @Test func cookieOfANarrowerPathGoesOnlyThere() throws {
        let session = try session(["a=1; Path=/", "b=2; Path=/api"])
        #expect(line(session, at: start, "/single") == "Cookie: a=1\r\n")
        #expect(line(session, at: start, "/api/v1") == "Cookie: b=2; a=1\r\n")
    }

    @Test func cookieThatExpiresLeavesTheReadyMadeLine() throws {
        let session = try session(["a=1; Path=/", "b=2; Path=/; Max-Age=60"])
        #expect(line(session, at: start) == "Cookie: a=1; b=2\r\n")
        #expect(line(session, at: start + 61_000) == "Cookie: a=1\r\n")
    }

    @Test func useExtendsTheIdleTimeButNotTheAbsoluteOne() throws {
        let session = try session([])
        var now = start
        while now < start + 24 * 3_600_000 {
            #expect(session.isAlive(at: now))
            session.touch(now)
            now += 29 * 60_000
        }
        #expect(session.use(at: start + 24 * 3_600_000) { "/" } == nil)
    }

    @Test func lateAnswerOfAnEarlierTenantSessionChangesNothing() throws {
        let session = try session(["a=1; Path=/"])
        let old = session.generation
        #expect(session.adopt(jar: CookieJar(), csrfToken: nil))
        #expect(!session.consume(setCookieLines: ["a=9; Path=/"], path: "/", now: start, generation: old))
        #expect(session.record.jar.all.isEmpty)
    }

    @Test func changedTokenCookieForgetsTheToken() throws {
        let session = try session(["_csrfToken=x; Path=/"])
        _ = session.consume(setCookieLines: ["other=1; Path=/"], path: "/", now: start)
        #expect(session.record.csrfToken == "t")
        _ = session.consume(setCookieLines: ["_csrfToken=y; Path=/"], path: "/", now: start)
        #expect(session.record.csrfToken == nil)
    }

    @Test func logoutWinsOverALateRenewal() throws {
        let session = try session([])
        session.end(.loggedOut)
        session.end(.expired)
        #expect(session.ended == .loggedOut)
        #expect(!session.adopt(jar: CookieJar(), csrfToken: "n"))
        #expect(session.use(at: start) { "/" } == nil)
    }

    @Test func endClosesEveryRelayOnceAndTakesNoMore() throws {
        let session = try session([])
        let relay = CountingRelay()
        #expect(session.add(relay))
        session.end(.expired)
        session.end(.expired)
        #expect(relay.ends.withLock { $0 } == [.expired])
        #expect(!session.add(relay))
    }
}

private final class CountingRelay: OpenRelay {
    let ends = Mutex<[SessionEnd]>([])
    func sessionEnded(_ reason: SessionEnd) { ends.withLock { $0.append(reason) } }
}
