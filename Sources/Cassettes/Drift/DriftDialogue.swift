// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Wire

/// One live socket beside the recorded one that it follows: handles as the live engine gives them, and what was heard.
///
/// - Shape: a handle of now is told from the recorded one by the answers of the same id; all else of a message stays as
///   it was recorded.
public struct DriftDialogue: Sendable {
    /// What a recorded frame of the server is to whoever waits for it.
    private enum Place {
        case answer(String)
        /// The so-manieth that is no answer.
        case push(Int)
    }

    private var places: [Int: Place] = [:]
    private var recordedHandles: [String: [Int]] = [:]
    private var handles: [Int: Int] = [:]
    private var answered: Set<String> = []
    private var pushes = 0
    /// The messages that were heard.
    public private(set) var messages: [ByteBuffer] = []

    /// Begins a dialogue that is to follow these frames.
    public init(_ frames: [StoredFrame]) {
        var pushes = 0
        for frame in frames where frame.frame.side == .server && frame.frame.opcode < 8 && frame.frame.fin {
            let bytes = Array(frame.frame.payload.readableBytesView)
            if let id = Self.answeredID(bytes) {
                places[frame.position] = .answer(id)
                recordedHandles[id] = Self.handles(in: bytes)
            } else {
                pushes += 1
                places[frame.position] = .push(pushes)
            }
        }
    }

    /// What the client says now where it said this then.
    public func saying(_ payload: [UInt8]) -> [UInt8] {
        let places = JSONSpans.spans(in: payload, named: ["handle"]).compactMap { span in
            guard span.depth == 1, !span.isElement, let live = handles[Self.number(payload, span.range)] else {
                return nil as (range: Range<Int>, text: [UInt8])?
            }
            return (span.range, Array(String(live).utf8))
        }
        return places.isEmpty ? payload : JSONSpans.replacing(places, in: payload)
    }

    /// Takes a whole message of the live server.
    public mutating func hear(_ message: ByteBuffer, isText: Bool) {
        let bytes = Array(message.readableBytesView)
        if isText { messages.append(message) }
        guard isText, let id = Self.answeredID(bytes) else { return pushes += 1 }
        answered.insert(id)
        for (then, now) in zip(recordedHandles[id] ?? [], Self.handles(in: bytes)) { handles[then] = now }
    }

    /// Whether the live counterpart of a recorded frame has been heard; fragments wait for the last of them.
    public func hasHeard(_ frame: StoredFrame) -> Bool {
        switch places[frame.position] {
        case .answer(let id): answered.contains(id)
        case .push(let number): pushes >= number
        case nil: true
        }
    }

    private static func answeredID(_ bytes: [UInt8]) -> String? {
        EngineMessage(bytes).flatMap { $0.isAnswer ? $0.id : nil }
    }

    private static func handles(in bytes: [UInt8]) -> [Int] {
        JSONSpans.engineSpans(in: bytes, named: ["qHandle"]).map { number(bytes, $0.range) }
    }

    /// The number there; what is none stands for no handle that was ever given.
    private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        Int(String(decoding: bytes[range], as: UTF8.self)) ?? .min
    }
}
