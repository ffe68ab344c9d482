// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// What an engine socket sends.
enum EngineMessage: Sendable {
    /// A frame as it is.
    case frame(Frame)
    case text(String)
    case answer(EngineAnswer)
    case news(EngineNews)
}

/// Turns messages into frames, in the order in which they leave.
struct EngineEncoder {
    /// The most bytes of a frame; 0 sends each message in one.
    let fragmentBytes: Int
    private var deltas = DeltaBook()

    init(fragmentBytes: Int) { self.fragmentBytes = fragmentBytes }

    mutating func frames(of message: EngineMessage) -> [Frame] {
        switch message {
        case .frame(let frame): return [frame]
        case .text(let text): return fragments(of: text)
        case .news(let news):
            deltas.forget(news.close)
            return fragments(of: news.text)
        case .answer(let answer):
            defer { deltas.forget(answer.news.close) }
            return fragments(of: answer.serialized(&deltas))
        }
    }

    /// - Source: RFC 6455 §5.4: the first fragment has the opcode, the last one the end mark.
    private func fragments(of text: String) -> [Frame] {
        var rest = ByteBuffer(string: text)
        guard fragmentBytes > 0, rest.readableBytes > fragmentBytes else {
            return [Frame(opcode: FrameOpcode.text, payload: rest)]
        }
        var frames: [Frame] = []
        while let piece = rest.readSlice(length: min(fragmentBytes, rest.readableBytes)), piece.readableBytes > 0 {
            let opcode = frames.isEmpty ? FrameOpcode.text : FrameOpcode.continuation
            frames.append(Frame(fin: rest.readableBytes == 0, opcode: opcode, payload: piece))
        }
        return frames
    }
}
