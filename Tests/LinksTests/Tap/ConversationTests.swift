// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Links

/// What a conversation tells of bytes; neither sockets nor time.
@Suite("What both sides of a connection say") struct ConversationTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: t\r\nx-LOWER: 1\r\n\r\n"
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    private static let upgrade =
        "GET /app/1 HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    private static let switching =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"

    @Test func anExchangeIsToldInOrderWithItsLinesAsTheyCame() {
        var talk = Talk()
        talk.client(Self.get)
        talk.server(Self.ok)
        #expect(
            talk.told == [
                "1 request GET /a [Host: t, x-LOWER: 1]", "1 request ended", "1 answer 200 [Content-Length: 2]",
                "1 answer body hi", "1 answer ended", "1 ended complete",
            ])
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func bytesInPiecesTellTheSameBodiesAndEnds(size: Int) {
        let post =
            "POST /u HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\nX: y\r\n\r\n"
        var talk = Talk()
        for piece in Talk.pieces(post + Self.get, size) { talk.client(piece) }
        for piece in Talk.pieces(Self.ok + Self.ok, size) { talk.server(piece) }
        #expect(talk.text(1, of: "request body ") == "abcd")
        #expect(talk.told.contains("1 request ended [X: y]"))
        #expect(talk.text(1, of: "answer body ") == "hi")
        #expect(talk.text(2, of: "answer body ") == "hi")
        #expect(talk.told.filter { $0.hasSuffix("ended complete") } == ["1 ended complete", "2 ended complete"])
    }

    @Test func interimAnswersComeBeforeTheAnswer() {
        var talk = Talk()
        talk.client(Self.get)
        talk.server("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
        #expect(
            talk.told.dropFirst(2) == [
                "1 interim 103 [Link: x]", "1 answer 204 []", "1 answer ended", "1 ended complete",
            ])
    }

    @Test func anEarlyAnswerDoesNotEndTheExchangeBeforeTheRequestIsWhole() {
        var talk = Talk()
        talk.client("POST /u HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nab")
        talk.server(Self.ok)
        #expect(talk.told.last == "1 answer ended")
        talk.client("cd")
        #expect(talk.told.suffix(3) == ["1 request body cd", "1 request ended", "1 ended complete"])
    }

    @Test func aBodyUntilTheEndIsWholeWhenTheServerEnds() {
        var talk = Talk()
        talk.client(Self.get)
        talk.server("HTTP/1.1 200 OK\r\n\r\nall")
        talk.note(.server)
        #expect(talk.told.suffix(3) == ["1 answer body all", "1 answer ended", "1 ended complete"])
    }

    @Test func whoLeavesInMidExchangeIsNamed() {
        for (side, isReset, sentence) in [
            (LinkSide.client, false, "1 ended left by client"), (.client, true, "1 ended reset by client"),
            (.server, false, "1 ended left by server"), (.server, true, "1 ended reset by server"),
        ] {
            var talk = Talk()
            talk.client(Self.get)
            talk.server("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi")
            talk.note(side, isReset: isReset)
            talk.end(.client)
            #expect(talk.told.last == sentence)
        }
    }

    @Test func framesAreNumberedAndKnowWhatPassedBefore() {
        var talk = Talk()
        talk.client(Self.upgrade)
        talk.client(Frame(opcode: .text, payload: ByteBuffer(string: "early")), masked: true)
        talk.server(Self.switching)
        talk.server(Frame(opcode: .text, payload: ByteBuffer(string: "one")))
        talk.server(Frame(opcode: .ping, payload: ByteBuffer(string: "p")))
        talk.client(Frame(opcode: .pong, payload: ByteBuffer(string: "p")), masked: true)
        talk.client(Frame(fin: false, opcode: .binary, payload: ByteBuffer(string: "a")), masked: true)
        #expect(
            talk.told.suffix(5) == [
                "1 client 1 after 0: op 1 early", "1 server 1 after 1: op 1 one", "1 server 2 after 1: op 9 p",
                "1 client 2 after 2: op 10 p", "1 client 3 after 2: op 2 a, more",
            ])
    }

    @Test func aSocketEndsWithTheFirstCloseFrameOrWithout() {
        var polite = Talk()
        polite.open(Self.upgrade, Self.switching)
        let close = CloseReason(code: CloseCode(rawValue: 4204), reason: "bye").encode()
        polite.server(Frame(opcode: .close, payload: close))
        polite.client(Frame(opcode: .close, payload: close), masked: true)
        polite.note(.server)
        polite.end(.client)
        #expect(polite.told.last == "1 ended closed by server 4204 bye")

        var lost = Talk()
        lost.open(Self.upgrade, Self.switching)
        lost.note(.server, isReset: true)
        lost.end(.client)
        #expect(lost.told.last == "1 ended dropped, reset by server")

        var left = Talk()
        left.open(Self.upgrade, Self.switching)
        left.end(.client)
        #expect(left.told.last == "1 ended dropped, left by client")
    }

    @Test func aRefusedUpgradeLeavesTheConnectionToMessages() {
        var talk = Talk()
        talk.client(Self.upgrade)
        talk.client(Self.get)
        #expect(talk.told.count == 2)
        talk.server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        #expect(talk.told.contains("2 request GET /a [Host: t, x-LOWER: 1]"))
    }

    @Test func whatCannotBeReadEndsTheReadingAndSaysWhoseItWas() {
        var talk = Talk()
        talk.client(Self.get)
        talk.server("no HTTP at all\r\n\r\n")
        #expect(talk.told.last?.hasPrefix("1 ended unreadable from server: ") == true)
        let count = talk.told.count
        talk.client(Self.get)
        talk.end(.client)
        #expect(talk.told.count == count)
    }
}

/// Lets two sides talk and writes down what is told of it.
struct Talk {
    private var conversation = Conversation(tap: NotingTap())
    private(set) var told: [String] = []

    mutating func client(_ text: String) { say { $0.read(ByteBuffer(string: text), from: .client, $1) } }

    mutating func server(_ text: String) { say { $0.read(ByteBuffer(string: text), from: .server, $1) } }

    mutating func client(_ frame: Frame, masked: Bool) {
        var buffer = ByteBuffer()
        frame.write(into: &buffer, maskKey: masked ? 0x1234_5678 : nil)
        say { [buffer] in $0.read(buffer, from: .client, $1) }
    }

    mutating func server(_ frame: Frame) {
        var buffer = ByteBuffer()
        frame.write(into: &buffer)
        say { [buffer] in $0.read(buffer, from: .server, $1) }
    }

    mutating func open(_ request: String, _ answer: String) {
        client(request)
        server(answer)
    }

    mutating func note(_ side: LinkSide, isReset: Bool = false) { say { $0.note(side, isReset: isReset, $1) } }

    mutating func end(_ side: LinkSide) { say { $0.end(by: side, isReset: false, $1) } }

    /// What was told of an exchange under one word, joined.
    func text(_ exchange: Int, of word: String) -> String {
        let prefix = "\(exchange) \(word)"
        return told.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.joined()
    }

    static func pieces(_ text: String, _ size: Int) -> [String] {
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: size).map {
            String(decoding: bytes[$0..<min($0 + size, bytes.count)], as: UTF8.self)
        }
    }

    private mutating func say(_ step: (inout Conversation, Conversation.Emit) -> Void) {
        var heard: [String] = []
        step(&conversation) { heard.append("\($0) \($1.words)") }
        told += heard
    }
}

extension LinkEvent.Passage {
    /// One line for a transcript.
    var words: String {
        switch self {
        case .request(let head): "request \(head.method) \(head.target) \(head.headers.words)"
        case .requestBody(let bytes): "request body \(String(buffer: bytes))"
        case .requestEnded(let trailers): "request ended" + (trailers.isEmpty ? "" : " \(trailers.words)")
        case .interim(let head): "interim \(head.status) \(head.headers.words)"
        case .answer(let head): "answer \(head.status) \(head.headers.words)"
        case .answerBody(let bytes): "answer body \(String(buffer: bytes))"
        case .answerEnded(let trailers): "answer ended" + (trailers.isEmpty ? "" : " \(trailers.words)")
        case .frame(let frame):
            "\(frame.side) \(frame.number) after \(frame.after): op \(frame.frame.opcode) "
                + String(buffer: frame.frame.payload) + (frame.frame.fin ? "" : ", more")
        case .ended(let ending): "ended \(ending.words)"
        }
    }
}

extension HeaderList {
    fileprivate var words: String { "[" + map { "\($0.name): \($0.value)" }.joined(separator: ", ") + "]" }
}

extension LinkEnding {
    fileprivate var words: String {
        switch self {
        case .complete: "complete"
        case .closed(let side, let payload):
            "closed by \(side) "
                + ((try? CloseReason.parse(payload)).map { "\($0.code?.description ?? "-") \($0.reason)" } ?? "?")
        case .left(let side, let isReset): "\(isReset ? "reset" : "left") by \(side)"
        case .dropped(let side, let isReset): "dropped, \(isReset ? "reset" : "left") by \(side)"
        case .unreadable(let side, let reason): "unreadable from \(side): \(reason)"
        }
    }
}
