// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

@testable import Cassettes

/// Plays traffic to a recorder.
struct Traffic {
    let recorder: CassetteRecorder
    private(set) var at: Int64 = 0

    init(
        _ folder: CassetteFolder, name: String = "tape.sqlite", rules: RedactionRules = .standard,
        isAddition: Bool = false
    ) throws {
        recorder = try CassetteRecorder(
            path: folder.path(name),
            options: CassetteRecorder.Options(name: "test", isAddition: isAddition, rules: rules))
    }

    mutating func report(_ exchange: Int, _ what: RecordedEvent.What) {
        at += 10
        recorder.offer { $0.append(RecordedEvent(exchange: exchange, at: at, what)) }
    }

    /// A whole exchange, its bodies in the given pieces.
    @discardableResult
    mutating func exchange(
        _ method: String = "GET", _ target: String, headers: HeaderList = [:], body: [String] = [], status: Int = 200,
        answering: HeaderList = [:], with answer: [String] = [], user: String? = nil,
        outcome: RecordedOutcome = .complete
    ) -> Int {
        let number = open(method, target, headers: headers, user: user)
        for piece in body { report(number, .requestBody(ByteBuffer(string: piece))) }
        report(number, .requestEnded(trailers: [:]))
        report(number, .answered(ResponseHead(status: status, reason: "OK", headers: answering)))
        for piece in answer { report(number, .answerBody(ByteBuffer(string: piece))) }
        report(number, .answerEnded(trailers: [:]))
        report(number, .ended(outcome))
        return number
    }

    /// The head of a request.
    mutating func open(_ method: String, _ target: String, headers: HeaderList = [:], user: String? = nil) -> Int {
        let number = recorder.nextExchange()
        let head = RequestHead(method: method, target: target, headers: headers)
        report(number, .opened(RecordedOpening(authority: "tenant.example", user: user, head: head)))
        return number
    }

    /// A socket up to its 101.
    mutating func socket(_ target: String, user: String? = nil) -> Int {
        let number = open("GET", target, headers: ["Upgrade": "websocket"], user: user)
        report(number, .requestEnded(trailers: [:]))
        report(number, .answered(ResponseHead(status: 101, reason: "Switching Protocols")))
        return number
    }

    /// A text frame.
    mutating func frame(
        _ exchange: Int, _ side: RecordedSide, _ text: String, fin: Bool = true, opcode: UInt8 = 1, after: Int
    ) {
        report(
            exchange,
            .frame(RecordedFrame(side: side, opcode: opcode, fin: fin, payload: ByteBuffer(string: text), after: after))
        )
    }
}
