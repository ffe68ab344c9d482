// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Cassettes

/// The order in which recorded traffic is sent again.
struct DriftScriptTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    private func steps() throws -> [String] {
        let cassette = try Cassette(path: folder.path())
        var script = DriftScript(cassette, try cassette.recordings())
        var steps: [String] = []
        while let step = try script.next() {
            let what =
                switch step.what {
                case .send(let exchange): "send \(exchange.request.target)"
                case .collect: "collect"
                case .say(let frame): "say \(String(buffer: frame.frame.payload))"
                case .hear(let frame): "hear \(String(buffer: frame.frame.payload))"
                case .end(let end): "end by \(end.end.by)"
                }
            steps.append("\(step.exchange) \(what)")
        }
        return steps
    }

    @Test func causesComeBeforeTheirEffects() async throws {
        var traffic = try Traffic(folder)
        let socket = traffic.socket("/app")
        let slow = traffic.open("GET", "/slow")
        traffic.report(slow, .requestEnded(trailers: [:]))
        traffic.frame(socket, .client, "ask", after: 0)
        traffic.frame(socket, .server, "ping", opcode: 9, after: 1)
        traffic.exchange("GET", "/quick")
        traffic.frame(socket, .server, "answer", after: 1)
        traffic.report(slow, .answered(ResponseHead(status: 200)))
        traffic.report(slow, .answerEnded(trailers: [:]))
        traffic.report(slow, .ended(.complete))
        traffic.report(socket, .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 1000)))
        traffic.report(socket, .ended(.complete))
        traffic.exchange("GET", "/last")
        _ = try await traffic.recorder.finish()
        #expect(
            try steps() == [
                "1 send /app", "1 collect", "2 send /slow", "1 say ask", "3 send /quick", "3 collect", "1 hear answer",
                "2 collect", "1 end by server", "4 send /last", "4 collect",
            ])
    }

    @Test func anAdditionComesAfterWhatItWasAddedTo() async throws {
        for isAddition in [false, true] {
            var traffic = try Traffic(folder, isAddition: isAddition)
            traffic.exchange("GET", isAddition ? "/added" : "/first")
            _ = try await traffic.recorder.finish()
        }
        #expect(try steps() == ["1 send /first", "1 collect", "2 send /added", "2 collect"])
    }

    @Test func handlesAreThoseOfTheLiveEngine() async throws {
        var traffic = try Traffic(folder)
        let socket = traffic.socket("/app")
        traffic.frame(socket, .server, #"{"method":"OnConnected"}"#, after: 0)
        traffic.frame(socket, .client, #"{"id":1,"handle":-1,"method":"OpenDoc"}"#, after: 1)
        traffic.frame(socket, .server, #"{"id":1,"result":{"qReturn":{"qHandle":1}}}"#, after: 1)
        traffic.frame(socket, .client, #"{"id":2,"handle":1,"method":"GetLayout"}"#, after: 2)
        _ = try await traffic.recorder.finish()
        let frames = try Cassette(path: folder.path()).frames(of: 1)
        var dialogue = DriftDialogue(frames)
        #expect(!dialogue.hasHeard(frames[0]) && !dialogue.hasHeard(frames[2]))
        dialogue.hear(ByteBuffer(string: #"{"method":"OnConnected"}"#), isText: true)
        #expect(dialogue.hasHeard(frames[0]) && !dialogue.hasHeard(frames[2]))
        dialogue.hear(ByteBuffer(string: #"{"id":1,"result":{"qReturn":{"qHandle":9}}}"#), isText: true)
        #expect(dialogue.hasHeard(frames[2]))
        let next = dialogue.saying(Array(frames[3].frame.payload.readableBytesView))
        #expect(String(octets: next) == #"{"id":2,"handle":9,"method":"GetLayout"}"#)
        let first = Array(frames[1].frame.payload.readableBytesView)
        #expect(dialogue.saying(first) == first)
        #expect(dialogue.messages.count == 2)
    }
}
