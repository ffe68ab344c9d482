// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

struct CassetteRecorderTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    @Test func exchangeIsKeptWithItsRawHeadAndTimes() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange(
            "POST", "/api/v1/items?limit=2&x",
            headers: ["hOST": "tenant.example", "X-Two": "a", "x-two": "\u{e9}\"\\"],
            body: ["{\"a\"", ":1}"], status: 201, answering: ["Set-Thing": "1", "set-thing": "2"], with: ["done"])
        let report = try await traffic.recorder.finish()
        #expect(report.exchanges == 1 && report.open == 0)
        #expect(
            try folder.rows(
                """
                SELECT method, path, query, requestVersion, startedAt, requestEndedAt, answeredAt, endedAt, outcome,
                    scheme, authority, status, reason FROM exchange
                """) == [
                    [
                        "POST", "/api/v1/items", "limit=2&x", "HTTP/1.1", "10", "40", "50", "80", "complete", "https",
                        "tenant.example", "201", "OK",
                    ]
                ])
        #expect(
            try folder.rows("SELECT side, name, value FROM header ORDER BY side, position") == [
                ["client", "hOST", "tenant.example"], ["client", "X-Two", "a"], ["client", "x-two", "é\"\\"],
                ["server", "Set-Thing", "1"], ["server", "set-thing", "2"],
            ])
        #expect(
            try folder.rows("SELECT side, position, at, size FROM arrival ORDER BY position") == [
                ["client", "1", "20", "4"], ["client", "2", "30", "3"],
            ])
        #expect(
            try folder.rows("SELECT CAST(content AS TEXT), size, length(hash) FROM body ORDER BY id") == [
                ["{\"a\":1}", "7", "32"], ["done", "4", "32"],
            ])
    }

    @Test func largeBodyIsKeptInBlocksAndOnce() async throws {
        var traffic = try Traffic(folder)
        let piece = String(repeating: "0123456789abcde\n", count: 4096)
        for _ in 1...2 { traffic.exchange("GET", "/big", with: Array(repeating: piece, count: 20)) }
        _ = try await traffic.recorder.finish()
        #expect(try folder.rows("SELECT size FROM body") == [["\(piece.utf8.count * 20)"]])
        #expect(try folder.rows("SELECT count(DISTINCT responseBodyID) FROM exchange") == [["1"]])
        let stored = try folder.rows(
            "SELECT length(content) + (SELECT sum(length(content)) FROM bodyBlock WHERE bodyID = body.id) FROM body")
        #expect(stored == [["\(piece.utf8.count * 20)"]])
        #expect(try folder.rows("SELECT count(*) FROM arrival") == [["40"]])
        #expect(try folder.rows("PRAGMA foreign_key_check") == [])
    }

    @Test func everyFrameOfASocketIsKept() async throws {
        var traffic = try Traffic(folder)
        let socket = traffic.socket("/app/1")
        traffic.frame(socket, .server, "hello", after: 0)
        traffic.frame(socket, .client, "ab", fin: false, after: 1)
        traffic.frame(socket, .server, "", opcode: 9, after: 0)
        traffic.frame(socket, .client, "c", opcode: 0, after: 2)
        traffic.report(
            socket, .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 4204, reason: "bye")))
        traffic.report(socket, .ended(.complete))
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT position, side, opcode, fin, after, CAST(payload AS TEXT) FROM frame") == [
                ["1", "server", "1", "1", "0", "hello"], ["2", "client", "1", "0", "1", "ab"],
                ["3", "server", "9", "1", "0", ""], ["4", "client", "0", "1", "2", "c"],
            ])
        #expect(
            try folder.rows("SELECT side, hadCloseFrame, code, reason, wasReset FROM socketEnd") == [
                ["server", "1", "4204", "bye", "0"]
            ])
        #expect(try folder.rows("SELECT status, outcome FROM exchange") == [["101", "complete"]])
    }

    @Test func exchangeUnderWayIsMarkedOpen() async throws {
        var traffic = try Traffic(folder)
        let number = traffic.open("GET", "/events")
        traffic.report(number, .answered(ResponseHead(status: 200)))
        traffic.report(number, .answerBody(ByteBuffer(string: "data: 1\n\n")))
        let report = try await traffic.recorder.finish()
        #expect(report.open == 1)
        #expect(try folder.rows("SELECT status, outcome, endedAt FROM exchange") == [["200", "open", "NULL"]])
        #expect(
            try folder.rows("SELECT hash, size, CAST(content AS TEXT) FROM body") == [["NULL", "9", "data: 1\n\n"]])
    }

    @Test func eachKeepsItsHeadsThoughOthersAreWrittenMeanwhile() async throws {
        var traffic = try Traffic(folder)
        let slow = traffic.open("GET", "/slow?a=1", headers: ["X": "slow"])
        await traffic.recorder.flush()
        traffic.exchange("PUT", "/quick", headers: ["X": "quick"], answering: ["Y": "quick"])
        traffic.report(slow, .answered(ResponseHead(status: 200, reason: "OK", headers: ["Y": "slow"])))
        await traffic.recorder.flush()
        traffic.exchange("GET", "/last", headers: ["X": "last"], answering: ["Y": "last"])
        await traffic.recorder.flush()
        traffic.report(slow, .ended(.complete))
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT method, path, query, requestHeaders, status, responseHeaders FROM exchange") == [
                ["GET", "/slow", "a=1", #"[["X","slow"]]"#, "200", #"[["Y","slow"]]"#],
                ["PUT", "/quick", "NULL", #"[["X","quick"]]"#, "200", #"[["Y","quick"]]"#],
                ["GET", "/last", "NULL", #"[["X","last"]]"#, "200", #"[["Y","last"]]"#],
            ])
    }

    @Test func interimAnswersAndTrailersAreKept() async throws {
        var traffic = try Traffic(folder)
        let number = traffic.open("PUT", "/files")
        traffic.report(number, .interim(ResponseHead(status: 100, reason: "Continue")))
        traffic.report(number, .requestBody(ByteBuffer(string: "x")))
        traffic.report(number, .requestEnded(trailers: ["Digest": "abc"]))
        traffic.report(number, .answered(ResponseHead(status: 204)))
        traffic.report(number, .answerEnded(trailers: [:]))
        traffic.report(number, .ended(.clientLeft))
        _ = try await traffic.recorder.finish()
        #expect(
            try folder.rows("SELECT position, status, reason, headers FROM interim") == [
                ["1", "100", "Continue", "[]"]
            ])
        #expect(
            try folder.rows("SELECT requestTrailers, responseTrailers, responseBodyID, outcome FROM exchange") == [
                ["[[\"Digest\",\"abc\"]]", "NULL", "NULL", "client-left"]
            ])
    }

    @Test func fullQueueAsksToWaitAndThenGoesOn() async throws {
        let recorder = try CassetteRecorder(
            path: folder.path(), options: CassetteRecorder.Options(name: "small", queueBytes: 4096))
        let number = recorder.nextExchange()
        let head = RequestHead(method: "GET", target: "/big")
        await recorder.record(
            RecordedEvent(exchange: number, at: 1, .opened(RecordedOpening(authority: "t", head: head))))
        let piece = ByteBuffer(repeating: 0x41, count: 8192)
        #expect(!recorder.offer { $0.append(RecordedEvent(exchange: number, at: 2, .requestBody(piece))) })
        for _ in 0..<99 { await recorder.record(RecordedEvent(exchange: number, at: 3, .requestBody(piece))) }
        await recorder.record(RecordedEvent(exchange: number, at: 4, .requestEnded(trailers: [:])))
        await recorder.record(RecordedEvent(exchange: number, at: 5, .ended(.serverLeft)))
        _ = try await recorder.finish()
        #expect(try folder.rows("SELECT size FROM body") == [["819200"]])
    }

    @Test func usersAreToldApartByTheirTokensAndCookies() async throws {
        var traffic = try Traffic(folder)
        for (user, cookie) in [("ana", "4fa1b2c3d4e5f6a7"), ("ben", "99887766554433aa")] {
            let claims = Base64.encode(Array("{\"sub\":\"\(user)\"}".utf8), urlSafe: true)
            traffic.exchange(
                "POST", "/login/jwt-session", headers: ["Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"],
                answering: ["Set-Cookie": "eas.sid=\(cookie); Path=/"])
        }
        traffic.exchange("GET", "/me", headers: ["Cookie": "eas.sid=99887766554433aa"])
        traffic.exchange("GET", "/me", headers: ["Cookie": "eas.sid=4fa1b2c3d4e5f6a7"])
        traffic.exchange("GET", "/me")
        _ = try await traffic.recorder.finish()
        #expect(try folder.rows("SELECT number, label FROM user") == [["1", "user 1"], ["2", "user 2"]])
        #expect(try folder.rows("SELECT user FROM exchange") == [["1"], ["2"], ["2"], ["1"], ["NULL"]])
    }

    @Test func userOfASessionFromBeforeTheRecordingIsKnownByItsCookie() async throws {
        var traffic = try Traffic(folder)
        for cookie in ["99887766554433aa", "4fa1b2c3d4e5f6a7", "99887766554433aa"] {
            traffic.exchange("GET", "/me", headers: ["Cookie": "eas.sid=\(cookie); theme=dark"])
        }
        _ = try await traffic.recorder.finish()
        #expect(try folder.rows("SELECT user FROM exchange") == [["1"], ["2"], ["1"]])
    }

    @Test func whatBelongsToNoOpenExchangeIsLeftOut() async throws {
        var traffic = try Traffic(folder)
        let number = traffic.exchange("GET", "/")
        traffic.report(number, .answerBody(ByteBuffer(string: "late")))
        traffic.report(99, .ended(.complete))
        let report = try await traffic.recorder.finish()
        #expect(report.exchanges == 1 && report.open == 0)
        #expect(try folder.rows("SELECT count(*) FROM body") == [["0"]])
    }

    @Test func socketThatStaysOpenIsInTheFileWithItsFrames() async throws {
        var traffic = try Traffic(folder)
        let socket = traffic.socket("/app/1")
        traffic.frame(socket, .server, "hello", after: 0)
        await traffic.recorder.flush()
        #expect(
            try folder.rows("SELECT outcome, status FROM exchange", in: "tape.sqlite.unfinished") == [["open", "101"]])
        #expect(try folder.rows("SELECT payload FROM frame", in: "tape.sqlite.unfinished") == [["hello"]])
        traffic.frame(socket, .client, "world", after: 1)
        traffic.report(socket, .ended(.clientLeft))
        _ = try await traffic.recorder.finish()
        #expect(try folder.rows("SELECT outcome FROM exchange") == [["client-left"]])
        #expect(try folder.rows("SELECT payload FROM frame") == [["hello"], ["world"]])
    }
}
