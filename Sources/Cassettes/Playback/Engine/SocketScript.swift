// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A recorded socket as a play: what the client said, and what the server said because of it.
///
/// - Shape: pongs are left out and pings of the client too, and a close that answers the client's: whoever plays answers
///   pings and closes by itself.
struct SocketScript {
    /// One message of the client.
    struct Line {
        var at: Int64
        var bytes: [UInt8]
        var isText: Bool
        var message: EngineMessage?
    }

    /// One message, ping or close of the server, in the frames in which it came, with what came between its fragments.
    struct Turn {
        var at: Int64
        var frames: [RecordedFrame]
        /// Its bytes as one text.
        var bytes: [UInt8]
        /// The line that must have been said before, nil where it came unasked at the start.
        var cause: Cause?
        /// The line that it answers.
        var answers: Int?
    }

    /// A line of this socket or of another one.
    struct Cause: Hashable {
        var exchange: Int64
        var line: Int
    }

    let exchange: Int64
    let path: String
    var lines: [Line] = []
    var turns: [Turn] = []
    let end: StoredSocketEnd?

    init(_ stored: StoredExchange, cassette: Cassette) throws {
        exchange = stored.id
        path = RequestTarget(stored.request.target).path
        end = try cassette.socketEnd(of: stored.id)
        var asked: [String: Int] = [:]
        var open: [RecordedSide: [StoredFrame]] = [:]
        /// The lines that had been said when so many frames of the client had been seen.
        var linesAfter = [0]
        var hasClientClosed = false
        for stored in try cassette.frames(of: stored.id) {
            let frame = stored.frame
            if frame.opcode < 8 {
                open[frame.side, default: []].append(stored)
                if frame.fin { say(open.removeValue(forKey: frame.side) ?? [], linesAfter, &asked) }
            } else if frame.side == .server, !Self.isReaction(frame, hasClientClosed) {
                if open[.server] == nil { say([stored], linesAfter, &asked) } else { open[.server]?.append(stored) }
            }
            if frame.side == .client {
                linesAfter.append(lines.count)
                if frame.opcode == FrameOpcode.close.rawValue { hasClientClosed = true }
            }
        }
    }

    /// Whether the server only answers a control frame of the client.
    private static func isReaction(_ frame: RecordedFrame, _ hasClientClosed: Bool) -> Bool {
        frame.opcode == FrameOpcode.pong.rawValue || frame.opcode == FrameOpcode.close.rawValue && hasClientClosed
    }

    /// The handles that the server gave, in the order in which it did.
    var handles: [Int] {
        turns.filter { $0.frames[0].opcode == FrameOpcode.text.rawValue }.flatMap { turn in
            JSONSpans.engineSpans(in: turn.bytes, named: ["qHandle"]).compactMap {
                Int(String(decoding: turn.bytes[$0.range], as: UTF8.self))
            }
        }
    }

    private mutating func say(_ stored: [StoredFrame], _ linesAfter: [Int], _ asked: inout [String: Int]) {
        guard let first = stored.first else { return }
        let bytes = stored.filter { $0.frame.opcode < 8 || stored.count == 1 }
            .flatMap { Array($0.frame.payload.readableBytesView) }
        let isText = first.frame.opcode == FrameOpcode.text.rawValue
        let message = isText ? EngineMessage(bytes) : nil
        if first.frame.side == .client {
            if let id = message?.id { asked[id] = lines.count }
            return lines.append(Line(at: stored.last?.at ?? first.at, bytes: bytes, isText: isText, message: message))
        }
        let after = linesAfter[min(first.frame.after, linesAfter.count - 1)]
        let answers = message?.isAnswer == true ? message?.id.flatMap { asked[$0] } : nil
        turns.append(
            Turn(
                at: first.at, frames: stored.map(\.frame), bytes: bytes,
                cause: after > 0 ? Cause(exchange: exchange, line: after - 1) : nil, answers: answers))
    }

    /// Lets what the server said unasked wait for what another socket had said just before.
    ///
    /// - Shape: a message that is no answer, and before which a client of the same path said something on another socket
    ///   after this one's client had said its last, came because of that.
    mutating func linkCauses(to others: [SocketScript]) {
        for index in turns.indices where turns[index].answers == nil {
            let turn = turns[index]
            let ownLast = turn.cause.map { lines[$0.line].at } ?? .min
            let candidates = others.flatMap { other in
                other.lines.enumerated().map { (at: $1.at, cause: Cause(exchange: other.exchange, line: $0)) }
            }
            let nearest = candidates.filter { $0.at > ownLast && $0.at <= turn.at }.max { $0.at < $1.at }
            if let nearest { turns[index].cause = nearest.cause }
        }
    }
}
