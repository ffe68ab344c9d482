// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Testing
import Wire

@testable import Cassettes

struct PlaybackTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    /// Records what the closure plays, and replays it.
    private func replaying(
        options: Playback.Options = Playback.Options(), now: Date = Date(), _ play: (inout Traffic) -> Void
    ) async throws -> Playback {
        var traffic = try Traffic(folder)
        play(&traffic)
        _ = try await traffic.recorder.finish()
        return try Playback(try Cassette(path: folder.path()), options: options, now: now)
    }

    private func answer(
        _ playback: Playback, _ method: String = "GET", _ target: String, headers: HeaderList = [:], body: String = ""
    ) throws -> PlayedAnswer {
        let head = RequestHead(method: method, target: target, headers: headers)
        let result = try playback.answer(PlayedRequest(head: head, body: ByteBuffer(string: body)))
        guard case .answer(let answer) = result else { throw CassetteProblem(.unknown, "\(result)") }
        return answer
    }

    private func unmatched(
        _ playback: Playback, _ method: String = "GET", _ target: String, headers: HeaderList = [:], body: String = ""
    ) throws -> UnmatchedRequest {
        let head = RequestHead(method: method, target: target, headers: headers)
        let result = try playback.answer(PlayedRequest(head: head, body: ByteBuffer(string: body)))
        guard case .unmatched(let unmatched) = result else { throw CassetteProblem(.unknown, "\(result)") }
        return unmatched
    }

    private func text(_ answer: PlayedAnswer) throws -> String { String(buffer: try answer.body.whole()) }

    private static func token(_ subject: String) -> String {
        "Bearer eyJhbGciOiJSUzI1NiJ9.\(Base64.encode(Array("{\"sub\":\"\(subject)\"}".utf8), urlSafe: true)).c2ln"
    }

    @Test func answerComesBackByteForByte() async throws {
        let playback = try await replaying { traffic in
            traffic.exchange(
                "GET", "/a?x=1&y=2", status: 203, answering: ["X-a": "1", "x-A": "\u{e9}", "Content-Length": "6"],
                with: ["abc", "def"])
        }
        let answer = try answer(playback, "GET", "/a?y=2&x=1")
        #expect(answer.head?.status == 203)
        #expect(answer.head?.headers == ["X-a": "1", "x-A": "\u{e9}", "Content-Length": "6"])
        #expect(try text(answer) == "abcdef")
        #expect(answer.body.pieces == [PlayedBody.Piece(delay: 10, size: 3), PlayedBody.Piece(delay: 10, size: 3)])
        #expect(answer.delay == 10)
        #expect(answer.outcome == .complete)
        #expect(try playback.unread().isEmpty)
    }

    @Test func sameRequestsAreAnsweredInTheirOrderAndThenAgainWithTheLast() async throws {
        let playback = try await replaying { traffic in
            for index in 1...3 { traffic.exchange("GET", "/n", with: ["\(index)"]) }
        }
        let answers = try (1...5).map { _ in try text(answer(playback, "/n")) }
        #expect(answers == ["1", "2", "3", "3", "3"])
    }

    @Test func manyExchangesAlikeAreReadPageByPage() async throws {
        let playback = try await replaying { traffic in
            for index in 1...300 { traffic.exchange("GET", "/n", with: ["\(index)"]) }
        }
        for index in 1...300 { #expect(try text(answer(playback, "/n")) == "\(index)") }
        #expect(try playback.unread().isEmpty)
    }

    @Test func whatWasPlayedLongAgoIsFoundAgain() async throws {
        let playback = try await replaying { traffic in
            for index in 1...9000 { traffic.exchange("GET", "/n?i=\(index)", with: ["\(index)"]) }
        }
        for index in 1...9000 { _ = try answer(playback, "/n?i=\(index)") }
        for index in [2, 8999, 2, 150] { #expect(try text(answer(playback, "/n?i=\(index)")) == "\(index)") }
        #expect(try unmatched(playback, "/n?i=9001").nearest.map(\.isRead) == [true, true, true])
        #expect(try playback.unread().isEmpty)
    }

    @Test func whatComesFarBehindTheNextIsFoundOnce() async throws {
        let playback = try await replaying { traffic in
            for index in 1...5000 { traffic.exchange("GET", "/n?i=\(index % 2500)", with: ["\(index)"]) }
        }
        #expect(
            try [4999, 4999, 4999].map { try text(answer(playback, "/n?i=\($0 % 2500)")) } == ["2499", "4999", "4999"])
        #expect(try [1, 1, 0, 0].map { try text(answer(playback, "/n?i=\($0)")) } == ["1", "2501", "2500", "5000"])
        for _ in 0..<2 { for index in 2..<2499 { _ = try answer(playback, "/n?i=\(index)") } }
        #expect(try playback.unread().isEmpty)
        #expect(try text(answer(playback, "/n?i=2499")) == "4999")
    }

    @Test func withoutRepeatsAnExchangeIsPlayedOnce() async throws {
        let playback = try await replaying(options: Playback.Options(repeats: false)) { $0.exchange("GET", "/n") }
        _ = try answer(playback, "/n")
        let nearest = try unmatched(playback, "/n").nearest
        #expect(nearest.map(\.isRead) == [true] && nearest.map(\.failed) == [[]])
    }

    @Test(arguments: [
        ("application/json", "{\"a\":1,\"b\":[true,\"x\"]}", "{ \"b\": [true, \"x\"], \"a\": 1.0 }", true),
        ("application/json", "{\"a\":1}", "{\"a\":2}", false),
        ("application/x-www-form-urlencoded", "a=1&b=2", "b=2&a=1", true),
        ("text/plain", "a=1&b=2", "b=2&a=1", false),
        ("multipart/form-data; boundary=R", "--L\r\nx\r\n--L--", "--R\r\nx\r\n--R--", true),
        ("text/plain", "same", "same", true),
        ("text/plain", "", "something", false),
    ])
    func bodiesAreComparedByWhatTheySay(_ type: String, _ recorded: String, _ live: String, _ isSame: Bool) async throws
    {
        let playback = try await replaying { traffic in
            let there = type.replacing("boundary=R", with: "boundary=L")
            traffic.exchange("POST", "/b", headers: ["Content-Type": there], body: [recorded])
        }
        let head = RequestHead(method: "POST", target: "/b", headers: ["Content-Type": type])
        let result = try playback.answer(PlayedRequest(head: head, body: ByteBuffer(string: live)))
        if case .answer = result { #expect(isSame) } else { #expect(!isSame) }
    }

    @Test func usersGetFreshCookiesAndTheirOwnAnswers() async throws {
        let playback = try await replaying { traffic in
            for (user, cookie) in [("ana", "4fa1b2c3d4e5f6a7"), ("ben", "99887766554433aa")] {
                traffic.exchange(
                    "POST", "/login/jwt-session", headers: ["Authorization": Self.token(user)],
                    answering: ["Set-Cookie": "eas.sid=\(cookie); Path=/; Secure"])
                traffic.exchange("GET", "/me", headers: ["Cookie": "eas.sid=\(cookie)"], with: ["I am \(user)"])
            }
        }
        var cookies: [String] = []
        for (user, name) in [("ben", "ben"), ("ana", "ana")] {
            let login = try answer(playback, "POST", "/login/jwt-session", headers: ["Authorization": Self.token(user)])
            let line = try #require(login.head?.headers.first("Set-Cookie"))
            #expect(line.hasSuffix("; Path=/; Secure"))
            let cookie = try #require(SetCookieHeader.parse(line)).value
            #expect(cookie.utf8.count == 16 && !["4fa1b2c3d4e5f6a7", "99887766554433aa"].contains(cookie))
            cookies.append(cookie)
            #expect(try text(answer(playback, "/me", headers: ["Cookie": "eas.sid=\(cookie)"])) == "I am \(name)")
        }
        #expect(cookies[0] != cookies[1])
        #expect(Set(playback.canaries.map(\.value)) == Set(cookies))
        #expect(playback.canaries.map(\.name) == ["user 2.eas.sid", "user 1.eas.sid"])
        #expect(try unmatched(playback, "/me").nearest.first?.failed == ["user"])
    }

    @Test func somebodyElseTakesThePlaceOfARecordedUser() async throws {
        let playback = try await replaying { traffic in
            for user in ["ana", "ben"] {
                traffic.exchange("POST", "/login", headers: ["Authorization": Self.token(user)], with: ["for \(user)"])
            }
        }
        func login(_ user: String) throws -> String {
            try text(answer(playback, "POST", "/login", headers: ["Authorization": Self.token(user)]))
        }
        #expect(try login("zoe") == "for ana")
        #expect(try login("yan") == "for ben")
        #expect(try login("zoe") == "for ana", "who has taken a place keeps it")
    }

    @Test func cookieThatIsSetAgainIsAnotherOne() async throws {
        let playback = try await replaying { traffic in
            traffic.exchange("GET", "/login", answering: ["Set-Cookie": "eas.sid=4fa1b2c3d4e5f6a7"])
        }
        let lines = try (1...2).map { _ in try answer(playback, "/login").head?.headers.first("Set-Cookie") }
        #expect(lines[0] != lines[1])
    }

    @Test func slotInAPathOrQueryStandsForAnything() async throws {
        let playback = try await replaying { traffic in
            traffic.exchange("GET", "/me", answering: ["qlik-csrf-token": "ABCDEFGHIJKL9"])
            traffic.exchange("GET", "/by/ABCDEFGHIJKL9/x?qlik-csrf-token=ABCDEFGHIJKL9", with: ["there"])
        }
        let token = try #require(try answer(playback, "/me").head?.headers.first("qlik-csrf-token"))
        #expect(try text(answer(playback, "/by/\(token)/x?qlik-csrf-token=\(token)")) == "there")
    }

    @Test func lengthFollowsWhatStandsInTheSlots() async throws {
        let secret = "a+b/c==d+e/f==12"
        let playback = try await replaying { traffic in
            traffic.recorder.learn(secret: secret, name: "key")
            traffic.exchange(
                "GET", "/x", answering: ["Content-Length": "30"], with: ["key=a%2Bb%2Fc%3D%3Dd%2Be%2Ff%3D%3D12"])
        }
        let answer = try answer(playback, "/x")
        #expect(answer.head?.headers.first("Content-Length") == String(answer.body.length))
        #expect(try text(answer).hasPrefix("key="))
    }

    @Test func datesMoveByTheTimeSinceTheRecording() async throws {
        let playback = try await replaying(now: Date().addingTimeInterval(86_400)) { traffic in
            let now = HTTPDate.string(Int64(Date().timeIntervalSince1970))
            traffic.exchange(
                "GET", "/x",
                answering: ["Date": now, "Set-Cookie": "a=1; Expires=\(now); Path=/", "Last-Modified": "soon"])
        }
        let headers = try #require(try answer(playback, "/x").head).headers
        let date = try #require(headers.first("Date").flatMap(HTTPDate.seconds))
        let expires = try #require(headers.first("Set-Cookie").flatMap(SetCookieHeader.parse)?.expires)
        let tomorrow = Date().addingTimeInterval(86_400).timeIntervalSince1970
        #expect(abs(Double(date) - tomorrow) < 60 && abs(Double(expires) - tomorrow) < 60)
        #expect(headers.first("Set-Cookie")?.hasSuffix("; Path=/") == true)
        #expect(headers.first("Last-Modified") == "soon")
    }

    @Test func largeBodyComesBlockByBlock() async throws {
        let piece = String(repeating: "0123456789abcde\n", count: 4096)
        let playback = try await replaying { $0.exchange("GET", "/big", with: Array(repeating: piece, count: 40)) }
        let body = try answer(playback, "/big").body
        #expect(body.length == 40 * piece.utf8.count && body.blockCount > 1)
        var length = 0
        for number in 0..<body.blockCount {
            let block = try body.block(number)
            #expect(block.readableBytes <= 2 * BodyStore.blockBytes)
            length += block.readableBytes
        }
        #expect(length == body.length)
    }

    @Test func whatIsFarFromEverythingIsStillToldWhatThereIs() async throws {
        let playback = try await replaying { $0.exchange("GET", "/api/v1/items") }
        #expect(try unmatched(playback, "POST", "/logout").nearest.map(\.failed) == [["method", "path"]])
    }

    @Test func unmatchedRequestNamesTheThreeNearestAndWhatFailed() async throws {
        let playback = try await replaying { traffic in
            traffic.exchange("POST", "/api/v1/items", body: ["{\"name\":\"a\"}"])
            traffic.exchange("GET", "/api/v1/items?limit=2")
            traffic.exchange("GET", "/api/v1/spaces?limit=2")
            traffic.exchange("GET", "/other")
        }
        let unmatched = try unmatched(playback, "GET", "/api/v1/items?limit=3")
        #expect(
            unmatched.nearest.map(\.name) == [
                "exchange 2, GET /api/v1/items?limit=2", "exchange 3, GET /api/v1/spaces?limit=2",
                "exchange 1, POST /api/v1/items",
            ])
        #expect(unmatched.nearest.map(\.failed) == [["query"], ["path", "query"], ["method", "query", "body"]])
        #expect(
            unmatched.description.hasPrefix(
                """
                Nothing recorded matches GET /api/v1/items?limit=3. Nearest:
                  exchange 2, GET /api/v1/items?limit=2 (failed: query)
                    query
                      recorded limit=2
                      now      limit=3
                """))
    }

    @Test func whatWasNotPlayedIsListed() async throws {
        let playback = try await replaying { traffic in
            for index in 1...3 { traffic.exchange("GET", "/n\(index)?q=\(index)") }
        }
        _ = try answer(playback, "/n2?q=2")
        let unread = try playback.unread()
        #expect(unread.count == 2)
        #expect(unread.exchanges == ["exchange 1: GET /n1?q=1", "exchange 3: GET /n3?q=3"])
    }

    @Test func additionIsReadAfterWhatItAddsTo() async throws {
        _ = try await replaying { $0.exchange("GET", "/old", with: ["old"]) }
        var traffic = try Traffic(folder, isAddition: true)
        traffic.exchange("GET", "/new", with: ["new"])
        _ = try await traffic.recorder.finish()
        let playback = try Playback(try Cassette(path: folder.path()))
        #expect(try text(answer(playback, "/old")) == "old")
        #expect(try text(answer(playback, "/new")) == "new")
        let again = try await replaying { $0.exchange("GET", "/newest") }
        _ = try unmatched(again, "/old")
    }
}

extension PlaybackTests {
    private func answer(_ playback: Playback, _ target: String, headers: HeaderList = [:]) throws -> PlayedAnswer {
        try answer(playback, "GET", target, headers: headers)
    }

    private func unmatched(_ playback: Playback, _ target: String) throws -> UnmatchedRequest {
        try unmatched(playback, "GET", target)
    }
}
