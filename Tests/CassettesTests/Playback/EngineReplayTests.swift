// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

struct EngineReplayTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    private static let opened =
        #"{"jsonrpc":"2.0","id":1,"result":{"qReturn":{"qType":"Doc","qHandle":1,"qGenericId":"x"}},"change":[1]}"#
    private static let first = #"{"jsonrpc":"2.0","id":2,"result":{"qReturn":{"qType":"GenericObject","qHandle":2}}}"#
    private static let second = #"{"jsonrpc":"2.0","id":3,"result":{"qReturn":{"qType":"GenericObject","qHandle":3}}}"#
    private static let layout = #"{"jsonrpc":"2.0","id":4,"result":{"qLayout":{"x": 1.50}},"change":[2,3]}"#

    private static func call(_ id: Int, _ handle: Int, _ method: String, _ params: String = "[]") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"handle":\#(handle),"method":"\#(method)","params":\#(params)}"#
    }

    /// A recorded dialogue with its replay, which has opened as many sockets.
    private func replaying(_ targets: [String], _ play: (inout Traffic, [Int]) -> Void) async throws -> (
        Playback, [PlayedSocket]
    ) {
        var traffic = try Traffic(folder)
        let numbers = targets.map { traffic.socket($0) }
        play(&traffic, numbers)
        for number in numbers { traffic.report(number, .ended(.complete)) }
        _ = try await traffic.recorder.finish()
        let playback = try Playback(try Cassette(path: folder.path()))
        let sockets = try targets.map { target in
            let head = RequestHead(method: "GET", target: target, headers: ["Upgrade": "websocket"])
            guard case .socket(_, let socket) = try playback.answer(PlayedRequest(head: head)) else {
                throw CassetteProblem(.unknown, "no socket")
            }
            return socket
        }
        return (playback, sockets)
    }

    private func dialogue(_ traffic: inout Traffic, _ socket: Int) {
        traffic.frame(socket, .server, #"{"jsonrpc":"2.0","method":"OnConnected","params":{}}"#, after: 0)
        traffic.frame(socket, .client, Self.call(1, -1, "OpenDoc", #"["sales"]"#), after: 1)
        traffic.frame(socket, .server, Self.opened, after: 1)
        traffic.frame(socket, .client, Self.call(2, 1, "GetObject", #"{"qId":"a"}"#), after: 2)
        traffic.frame(socket, .client, Self.call(3, 1, "GetObject", #"{"qId":"b"}"#), after: 2)
        traffic.frame(socket, .server, Self.first, after: 3)
        traffic.frame(socket, .server, Self.second, after: 3)
        traffic.frame(socket, .client, Self.call(4, 2, "GetLayout"), after: 4)
        traffic.frame(socket, .server, Self.layout, after: 4)
    }

    private func say(_ playback: Playback, _ text: String, on socket: PlayedSocket) -> [String] {
        texts(playback.receive(ByteBuffer(string: text), isText: true, on: socket), on: socket)
    }

    private func texts(_ reaction: PlayedReaction, on socket: PlayedSocket) -> [String] {
        reaction.turns.filter { $0.socket == socket }.map { turn in
            switch turn.turn.act {
            case .send(let frame): String(buffer: frame.payload)
            case .drop: "(drop)"
            case .reset: "(reset)"
            }
        }
    }

    @Test func sameDialogueComesBackByteForByte() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { dialogue(&$0, $1[0]) }
        #expect(
            texts(playback.begin(sockets[0]), on: sockets[0]) == [
                #"{"jsonrpc":"2.0","method":"OnConnected","params":{}}"#
            ])
        #expect(say(playback, Self.call(1, -1, "OpenDoc", #"["sales"]"#), on: sockets[0]) == [Self.opened])
        #expect(say(playback, Self.call(2, 1, "GetObject", #"{"qId":"a"}"#), on: sockets[0]) == [Self.first])
        #expect(say(playback, Self.call(3, 1, "GetObject", #"{"qId":"b"}"#), on: sockets[0]) == [Self.second])
        #expect(say(playback, Self.call(4, 2, "GetLayout"), on: sockets[0]) == [Self.layout])
        #expect(try playback.unread().isEmpty)
    }

    @Test func otherIdsOtherOrderAndOtherHandlesAreMapped() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { dialogue(&$0, $1[0]) }
        _ = playback.begin(sockets[0])
        #expect(
            say(playback, Self.call(91, -1, "OpenDoc", #"["sales"]"#), on: sockets[0]) == [
                Self.opened.replacing(#""id":1"#, with: #""id":91"#)
            ])
        #expect(
            say(playback, Self.call(92, 1, "GetObject", #"{"qId":"b"}"#), on: sockets[0]) == [
                Self.second.replacing(#""id":3"#, with: #""id":92"#).replacing(#""qHandle":3"#, with: #""qHandle":2"#)
            ])
        #expect(
            say(playback, Self.call(93, 1, "GetObject", #"{"qId":"a"}"#), on: sockets[0]) == [
                Self.first.replacing(#""id":2"#, with: #""id":93"#).replacing(#""qHandle":2"#, with: #""qHandle":3"#)
            ])
        #expect(
            say(playback, Self.call(94, 3, "GetLayout"), on: sockets[0]) == [
                #"{"jsonrpc":"2.0","id":94,"result":{"qLayout":{"x": 1.50}},"change":[3,2]}"#
            ])
    }

    // MARK: Answers as patches, which is what enigma.js asks for

    private static func delta(_ id: Int, _ member: String, _ patches: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"delta":true,"result":{"\#(member)":[\#(patches)]}}"#
    }

    private static let patchedSecond =
        #"{"op":"replace","path":"/qHandle","value":3},{"op":"replace","path":"/qGenericId","value":"b"}"#

    private func deltaDialogue(_ traffic: inout Traffic, _ socket: Int) {
        let whole = #"{"op":"add","path":"/","value":{"qHandle":2,"qGenericId":"a"}}"#
        traffic.frame(socket, .client, Self.call(1, -1, "GetObject", #"{"qId":"a"}"#), after: 0)
        traffic.frame(socket, .server, Self.delta(1, "qReturn", whole), after: 1)
        traffic.frame(socket, .client, Self.call(2, -1, "GetObject", #"{"qId":"b"}"#), after: 1)
        traffic.frame(socket, .server, Self.delta(2, "qReturn", Self.patchedSecond), after: 2)
        traffic.frame(socket, .client, Self.call(3, 3, "GetLayout"), after: 2)
        traffic.frame(socket, .server, Self.delta(3, "qLayout", #"{"op":"add","path":"/","value":{}}"#), after: 3)
    }

    @Test func patchThatGivesAHandleGivesIt() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { deltaDialogue(&$0, $1[0]) }
        _ = say(playback, Self.call(1, -1, "GetObject", #"{"qId":"a"}"#), on: sockets[0])
        let second = say(playback, Self.call(2, -1, "GetObject", #"{"qId":"b"}"#), on: sockets[0])
        #expect(second == [Self.delta(2, "qReturn", Self.patchedSecond)])
        #expect(say(playback, Self.call(3, 3, "GetLayout"), on: sockets[0]).count == 1)
        #expect(try playback.unread().isEmpty)
    }

    @Test func patchesInAnotherOrderLeadToTheSameValues() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { deltaDialogue(&$0, $1[0]) }
        #expect(
            say(playback, Self.call(1, -1, "GetObject", #"{"qId":"b"}"#), on: sockets[0]) == [
                Self.delta(1, "qReturn", #"{"op":"add","path":"/","value":{"qHandle":2,"qGenericId":"b"}}"#)
            ])
        #expect(
            say(playback, Self.call(2, -1, "GetObject", #"{"qId":"a"}"#), on: sockets[0]) == [
                Self.delta(2, "qReturn", Self.patchedSecond.replacing(#""b""#, with: #""a""#))
            ])
        #expect(say(playback, Self.call(3, 2, "GetLayout"), on: sockets[0]).count == 1)
        #expect(try playback.unread().isEmpty)
    }

    @Test func handleThatTheClientWasNeverGivenIsLeftOutOfChanges() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { dialogue(&$0, $1[0]) }
        _ = say(playback, Self.call(1, -1, "OpenDoc", #"["sales"]"#), on: sockets[0])
        _ = say(playback, Self.call(2, 1, "GetObject", #"{"qId":"a"}"#), on: sockets[0])
        #expect(
            say(playback, Self.call(4, 2, "GetLayout"), on: sockets[0]) == [
                Self.layout.replacing("[2,3]", with: "[2]")
            ])
        #expect(
            try playback.unread().messages == ["exchange 1: client message 3", "exchange 1: server message 4"])
    }

    @Test func messageThatNothingMatchesNamesTheNearest() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { dialogue(&$0, $1[0]) }
        let reaction = playback.receive(
            ByteBuffer(string: Self.call(7, -1, "OpenDoc", #"["other"]"#)), isText: true, on: sockets[0])
        #expect(reaction.turns.isEmpty && reaction.id == "7")
        #expect(reaction.unmatched?.nearest.first?.name == "client message 1 of exchange 1")
        #expect(reaction.unmatched?.nearest.first?.failed == ["params"])
        #expect(reaction.unmatched?.nearest.count == 3)
    }

    @Test func whatIsShownOfAMessageIsNoInstructionToATerminal() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { traffic, numbers in
            traffic.frame(numbers[0], .client, "hello", after: 0)
        }
        let reaction = playback.receive(ByteBuffer(string: "\u{1B}[2J\u{9B}1mé"), isText: true, on: sockets[0])
        let text = try #require(reaction.unmatched?.description)
        #expect(text.contains(#"\u{1B}[2J\u{009B}1mé"#), "\(text)")
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test func pushWaitsForWhatAnotherSocketSaidBeforeIt() async throws {
        let change = #"{"jsonrpc":"2.0","change":[1]}"#
        let (playback, sockets) = try await replaying(["/app/1", "/app/1"]) { traffic, numbers in
            for number in numbers {
                traffic.frame(number, .client, Self.call(1, -1, "OpenDoc", #"["sales"]"#), after: 0)
                traffic.frame(number, .server, Self.opened, after: 1)
            }
            traffic.frame(numbers[0], .client, Self.call(2, 1, "SelectValues"), after: 1)
            traffic.frame(numbers[0], .server, #"{"jsonrpc":"2.0","id":2,"result":{}}"#, after: 2)
            traffic.frame(numbers[1], .server, change, after: 1)
        }
        for socket in sockets {
            #expect(say(playback, Self.call(1, -1, "OpenDoc", #"["sales"]"#), on: socket) == [Self.opened])
        }
        let reaction = playback.receive(
            ByteBuffer(string: Self.call(2, 1, "SelectValues")), isText: true, on: sockets[0])
        #expect(texts(reaction, on: sockets[0]) == [#"{"jsonrpc":"2.0","id":2,"result":{}}"#])
        #expect(texts(reaction, on: sockets[1]) == [change])
    }

    @Test func fragmentsPingsAndCloseComeBackAsTheyWere() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { traffic, numbers in
            traffic.frame(numbers[0], .client, "hello", after: 0)
            traffic.frame(numbers[0], .server, "a", fin: false, after: 1)
            traffic.frame(numbers[0], .server, "p", opcode: 9, after: 1)
            traffic.frame(numbers[0], .client, "p", opcode: 10, after: 2)
            traffic.frame(numbers[0], .server, "b", opcode: 0, after: 2)
            traffic.frame(numbers[0], .server, "\u{10}lbye", opcode: 8, after: 2)
            traffic.report(numbers[0], .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 4204)))
        }
        #expect(playback.begin(sockets[0]).turns.isEmpty)
        let turns = playback.receive(ByteBuffer(string: "hello"), isText: true, on: sockets[0]).turns
        let frames: [RecordedFrame] = turns.compactMap { if case .send(let frame) = $0.turn.act { frame } else { nil } }
        #expect(
            frames.map { "\($0.opcode) \($0.fin) \(String(buffer: $0.payload))" } == [
                "1 false a", "9 true p", "0 true b", "8 true \u{10}lbye",
            ])
    }

    /// The client may say more, or close later, than when it was recorded: the server is not to be first.
    @Test func closeThatAnswersTheClientsWaitsForIt() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { traffic, numbers in
            traffic.frame(numbers[0], .client, "hello", after: 0)
            traffic.frame(numbers[0], .server, "world", after: 1)
            traffic.frame(numbers[0], .client, "\u{0F}\u{20}suspend", opcode: 8, after: 1)
            traffic.frame(numbers[0], .server, "\u{0F}\u{20}suspend", opcode: 8, after: 2)
            traffic.report(numbers[0], .socketEnded(RecordedSocketEnd(by: .client, hadCloseFrame: true, code: 3872)))
        }
        #expect(say(playback, "hello", on: sockets[0]) == ["world"])
        #expect(try playback.unread().isEmpty)
    }

    @Test(arguments: [(true, "(reset)"), (false, "(drop)")])
    func droppedSocketIsDroppedAgain(_ wasReset: Bool, _ end: String) async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { traffic, numbers in
            traffic.frame(numbers[0], .client, "hello", after: 0)
            traffic.frame(numbers[0], .server, "world", after: 1)
            traffic.report(
                numbers[0], .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: false, wasReset: wasReset)))
        }
        #expect(say(playback, "hello", on: sockets[0]) == ["world", end])
    }

    @Test func secretsInMessagesAreSlots() async throws {
        let (playback, sockets) = try await replaying(["/app/1"]) { traffic, numbers in
            traffic.recorder.learn(secret: "topsecret99", name: "key")
            traffic.frame(numbers[0], .client, #"{"id":1,"method":"A","params":["topsecret99"]}"#, after: 0)
            traffic.frame(numbers[0], .server, #"{"id":1,"result":"topsecret99!"}"#, after: 1)
        }
        let texts = say(playback, #"{"id":5,"method":"A","params":["whatever"]}"#, on: sockets[0])
        let value = try #require(playback.canaries.first).value
        #expect(texts == [#"{"id":5,"result":"\#(value)!"}"#])
    }
}
