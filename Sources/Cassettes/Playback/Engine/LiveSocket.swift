// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// One live socket and how far its play has come.
struct LiveSocket {
    let id: PlayedSocket
    let script: SocketScript
    /// The user and recording whose slots its messages have.
    let recording: Int64
    private(set) var handles: HandleMap
    /// The live ids of the lines that were said, nil for a line without one.
    private var said: [Int: String?] = [:]
    private var done: Set<Int> = []
    private var isOver = false
    private let deltas: DeltaAnswers
    /// The turn that answered each subject last.
    private var told: [DeltaAnswers.Subject: Int] = [:]

    init(id: PlayedSocket, script: SocketScript, recording: Int64) {
        deltas = DeltaAnswers(script)
        self.id = id
        self.script = script
        handles = HandleMap(given: script.handles)
        self.recording = recording
    }

    /// Whether a recorded line has been said.
    func hasSaid(_ line: Int) -> Bool { said[line] != nil }

    /// The lines that were not said, and the turns that were not taken.
    var unread: [String] {
        let lines = script.lines.indices.filter { said[$0] == nil }.map { "client message \($0 + 1)" }
        let turns = script.turns.indices.filter { !done.contains($0) }.map { "server message \($0 + 1)" }
        return lines + turns
    }

    // MARK: Matching

    /// Takes what the live client says.
    ///
    /// - Returns: the recorded line that it is, nil where it is none.
    mutating func hear(_ bytes: [UInt8], isText: Bool) -> Int? {
        let message = isText ? EngineMessage(bytes) : nil
        let line = script.lines.indices.first { index in
            said[index] == nil && conditions(bytes, isText, message, script.lines[index]).allSatisfy(\.holds)
        }
        if let line { said[line] = .some(message?.id) }
        return line
    }

    /// Why a message matches no line.
    func unmatched(_ bytes: [UInt8], isText: Bool) -> UnmatchedRequest {
        let message = isText ? EngineMessage(bytes) : nil
        let near = script.lines.indices.map { index in
            UnmatchedRequest.Near(
                name: "client message \(index + 1) of exchange \(script.exchange)", isRead: said[index] != nil,
                conditions: conditions(bytes, isText, message, script.lines[index]))
        }
        let nearest = near.sorted { ($0.failed.count, $0.isRead ? 1 : 0) < ($1.failed.count, $1.isRead ? 1 : 0) }
        let subject = message?.method.map { "the message \($0)" } ?? "a message of \(bytes.count) bytes"
        return UnmatchedRequest(
            subject: "\(subject) on the socket \(script.path)",
            nearest: Array(nearest.prefix(UnmatchedRequest.mostNear)))
    }

    private func conditions(
        _ bytes: [UInt8], _ isText: Bool, _ live: EngineMessage?, _ line: SocketScript.Line
    ) -> [UnmatchedRequest.Condition] {
        guard let live, let recorded = line.message, live.method != nil else {
            let holds = isText == line.isText && SlotText(line.bytes).matches(bytes)
            return [Self.condition("payload", holds, Self.text(line.bytes), Self.text(bytes))]
        }
        let handle = live.handle.flatMap { handles.recorded($0) }
        return [
            Self.condition("method", live.method == recorded.method, recorded.method ?? "", live.method ?? ""),
            Self.condition(
                "handle", live.handle == nil && recorded.handle == nil || handle != nil && handle == recorded.handle,
                recorded.handle.map { "\($0)" } ?? "",
                live.handle.map { "\($0), which is \(handle.map { "\($0)" } ?? "none")" } ?? ""),
            Self.condition(
                "params", JSONShape.isSame(recorded: recorded.params, live: live.params), recorded.params.serialized(),
                live.params.serialized()),
        ]
    }

    private static func condition(_ name: String, _ holds: Bool, _ recorded: String, _ live: String)
        -> UnmatchedRequest.Condition
    {
        UnmatchedRequest.Condition(matcher: name, holds: holds, recorded: recorded, live: live)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(4096), as: UTF8.self) }

    // MARK: Playing

    /// Takes the turns whose cause has come to pass, in the order in which they were recorded.
    mutating func play(
        hasSaid: (SocketScript.Cause) -> Bool, value: (Int) -> [UInt8]
    ) -> [PlayedTurn] {
        var played: [PlayedTurn] = []
        for (index, turn) in script.turns.enumerated() where !done.contains(index) {
            if let line = turn.answers {
                guard self.hasSaid(line) else { continue }
            } else if let cause = turn.cause {
                guard hasSaid(cause) || cause.exchange == script.exchange && hasSaidBeyond(cause.line) else { continue }
            }
            done.insert(index)
            played += frames(of: turn, saying: words(of: index, turn), value: value)
        }
        return played + ending()
    }

    private func hasSaidBeyond(_ line: Int) -> Bool { said.keys.contains { $0 > line } }

    /// What a turn says: the recorded words, or others that mean the same where the client asked in another order.
    private mutating func words(of index: Int, _ turn: SocketScript.Turn) -> [UInt8] {
        guard let subject = deltas[index]?.subject else { return turn.bytes }
        return deltas.text(of: index, turn.bytes, after: told.updateValue(index, forKey: subject))
    }

    private mutating func frames(
        of turn: SocketScript.Turn, saying words: [UInt8], value: (Int) -> [UInt8]
    ) -> [PlayedTurn] {
        let text = SlotText(words)
        var bytes = text.hasSlots ? text.filled(value) : words
        if turn.frames[0].opcode == FrameOpcode.text.rawValue {
            let id = turn.answers.flatMap { said[$0] ?? nil }
            bytes = EngineMessage.restamped(bytes, id: id, handles: &handles)
        }
        let cause = turn.answers ?? turn.cause.flatMap { $0.exchange == script.exchange ? $0.line : nil }
        let delay = cause.map { max(0, turn.at - script.lines[$0].at) } ?? 0
        guard bytes != turn.bytes else {
            return turn.frames.map { PlayedTurn(delay: delay, act: .send($0)) }
        }
        // The first fragments keep their size; what is longer or shorter now shows in the last one.
        var rest = ByteBuffer(bytes: bytes)
        let last = turn.frames.lastIndex { $0.opcode < 8 } ?? 0
        return turn.frames.enumerated().map { index, frame in
            guard frame.opcode < 8 || turn.frames.count == 1 else { return PlayedTurn(delay: delay, act: .send(frame)) }
            var frame = frame
            let isLast = index == last
            let size = isLast ? rest.readableBytes : min(rest.readableBytes, frame.payload.readableBytes)
            frame.payload = rest.readSlice(length: size) ?? ByteBuffer()
            return PlayedTurn(delay: delay, act: .send(frame))
        }
    }

    /// The end of a connection that the server ended without a close frame, once everything was said.
    private mutating func ending() -> [PlayedTurn] {
        guard let end = script.end, end.end.by == .server, !end.end.hadCloseFrame, !isOver,
            done.count == script.turns.count, script.lines.indices.allSatisfy(hasSaid)
        else { return [] }
        isOver = true
        let last = max(script.lines.last?.at ?? end.at, script.turns.last?.at ?? 0)
        return [PlayedTurn(delay: max(0, end.at - last), act: end.end.wasReset ? .reset : .drop)]
    }
}
