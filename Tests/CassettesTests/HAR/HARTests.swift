// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Testing
import Wire

@testable import Cassettes

struct HARTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    private func add(_ archive: String, rules: RedactionRules = .standard) throws -> Cassette {
        try HARImport.add(
            Array(archive.utf8), to: folder.path(), options: CassetteRecorder.Options(name: "har", rules: rules))
        return try Cassette(path: folder.path())
    }

    private func export(_ cassette: Cassette) throws -> JSONValue {
        var text = ""
        try HARExport(cassette, programVersion: "1.0").write(cassette.recordings()) { text += $0 }
        return try JSONValue.parse(text)
    }

    private static func entry(_ request: String, _ response: String, _ more: String = "") -> String {
        """
        {"startedDateTime":"2026-01-31T12:00:00.250Z","time":30,"request":\(request),"response":\(response),
        "cache":{},"timings":{"send":1,"wait":20,"receive":9}\(more)}
        """
    }

    @Test func archiveOfABrowserBecomesARecording() throws {
        let cassette = try add(
            """
            {"log":{"version":"1.2","entries":[\(Self.entry(
                """
                {"method":"POST","url":"https://tenant.example:8443/api?q=%20","httpVersion":"h2","headers":[
                {"name":":authority","value":"tenant.example"},{"name":"Cookie","value":"sid=abcdefgh12345678"}],
                "postData":{"mimeType":"text/plain","text":"hi"}}
                """,
                """
                {"status":200,"statusText":"OK","headers":[{"name":"content-encoding","value":"gzip"},
                {"name":"Content-Length","value":"2"}],"content":{"mimeType":"image/png","text":"AAEC","encoding":"base64"}}
                """)),\(Self.entry(
                    #"{"method":"GET","url":"https://tenant.example","headers":[]}"#,
                    #"{"status":0,"statusText":"","headers":[],"content":{}}"#))]}}
            """)
        let exchange = try cassette.exchange(1)
        #expect(exchange.authority == "tenant.example:8443" && exchange.request.target == "/api?q=%20")
        #expect(exchange.request.headers == ["Cookie": "sid={{slot:1}}"])
        #expect(exchange.answer?.headers == ["Content-Length": "3"])
        #expect(Array(try cassette.body(exchange.responseBody).readableBytesView) == [0, 1, 2])
        #expect([exchange.requestEndedAt, exchange.answeredAt, exchange.endedAt] == [1000, 21_000, 30_000])
        #expect(try cassette.exchange(2).outcome == .unreachable)
        #expect(try cassette.exchange(2).request.target == "/")
        #expect(try cassette.recordings().map(\.startedAt) == [Date(timeIntervalSince1970: 1_769_860_800.25)])
    }

    @Test func messagesOfAnArchiveBecomeFrames() throws {
        let cassette = try add(
            """
            {"log":{"entries":[\(Self.entry(
                #"{"method":"GET","url":"wss://tenant.example/app/1","headers":[]}"#,
                #"{"status":101,"statusText":"Switching Protocols","headers":[],"content":{}}"#,
                """
                ,"_webSocketMessages":[{"type":"send","time":1769860800.5,"opcode":1,"data":"a"},
                {"type":"receive","time":1769860800.6,"opcode":2,"data":"AAE="}]
                """))]}}
            """)
        let frames = try cassette.frames(of: 1)
        #expect(frames.map(\.frame.side) == [.client, .server] && frames.map(\.frame.after) == [0, 1])
        #expect(frames.map(\.frame.payload) == [ByteBuffer(string: "a"), ByteBuffer(bytes: [0, 1])])
        #expect(frames.map(\.at) == [250_000, 350_000])
        #expect(try cassette.exchange(1).scheme == "https")
    }

    @Test func exportedArchiveIsReadAgain() async throws {
        var traffic = try Traffic(folder, name: "first.sqlite")
        traffic.exchange(
            "POST", "/a?x=1", headers: ["X-A": "1", "x-a": "2"], body: ["text"], status: 201,
            answering: ["Location": "/b", "Content-Length": "3"], with: ["\u{0}\u{1}\u{2}"])
        let socket = traffic.socket("/app/1")
        traffic.frame(socket, .client, "a", fin: false, after: 0)
        traffic.frame(socket, .client, "b", opcode: 0, after: 0)
        traffic.frame(socket, .server, "ping", opcode: 9, after: 2)
        traffic.frame(socket, .server, "c", after: 2)
        traffic.report(
            socket, .socketEnded(RecordedSocketEnd(by: .client, hadCloseFrame: true, code: 4000, reason: "x")))
        traffic.report(socket, .ended(.complete))
        _ = try await traffic.recorder.finish()
        let first = try Cassette(path: folder.path("first.sqlite"))
        let archive = try export(first)
        #expect(archive["log"]?["version"] == "1.2")
        let second = try add(archive.serialized())
        for id: Int64 in [1, 2] {
            let (before, after) = (try first.exchange(id), try second.exchange(id))
            #expect(before.request == after.request && before.answer == after.answer)
            #expect(try first.body(before.responseBody) == second.body(after.responseBody))
            #expect(try first.body(before.requestBody) == second.body(after.requestBody))
        }
        #expect(try second.frames(of: 2).map { String(buffer: $0.frame.payload) } == ["ab", "c"])
        #expect(try second.socketEnd(of: 2)?.end == first.socketEnd(of: 2)?.end)
    }

    @Test(arguments: [
        "no JSON", "{}", #"{"log":{}}"#, #"{"log":{"entries":[{}]}}"#,
        #"{"log":{"entries":[{"startedDateTime":"x","request":{"method":"GET","url":"https://a/"}}]}}"#,
    ])
    func whatIsNoArchiveIsRefused(_ text: String) throws {
        #expect {
            try add(text)
        } throws: {
            ($0 as? CassetteProblem)?.code == .invalid
        }
        #expect(try folder.names == [])
    }

    @Test func archiveWithASecretIsRefusedAndNothingIsLeft() throws {
        let archive = """
            {"log":{"entries":[\(Self.entry(
                #"{"method":"GET","url":"https://tenant.example/","headers":[]}"#,
                """
                {"status":200,"statusText":"OK","headers":[],"content":{"text":"\(Base64.encode(Array("x:planted-secret-1:y".utf8)))"}}
                """))]}}
            """
        #expect {
            try add(archive, rules: RedactionRules(literals: ["planted-secret-1"]))
        } throws: {
            ($0 as? CassetteProblem)?.code == .secret
        }
        #expect(try folder.names == [])
    }
}
