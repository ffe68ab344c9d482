// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Drops messages for a browser while too much of what was sent to it before still waits to be taken.
public struct DropsWhatQueuesUp: Saboteur {
    /// The name in reports.
    public static let name = "drops-what-queues-up"
    /// The requirements that must catch it.
    public static let breaks = ["WS-13"]
    /// What is wrong with this proxy.
    public static let summary = "Drops messages for a browser while too much waits that it has not taken."

    /// Less than the system keeps for a connection by itself, for what waits there waits, too.
    private static let queueBytes = 1 << 20

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in: behind each message goes a ping that says how much was sent, and its pong how much was taken.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onFrame: { direction, frame, context in
                switch direction {
                case .toServer:
                    guard let taken = Mark(pong: frame) else { return [frame] }
                    context.notes["taken"] = "\(taken.bytes)"
                    return []
                case .toClient:
                    guard !frame.isControl else { return [frame] }
                    let sent = Int(context.notes["sent"] ?? "") ?? 0
                    let taken = Int(context.notes["taken"] ?? "") ?? 0
                    guard sent - taken < Self.queueBytes else { return [] }
                    let mark = Mark(bytes: sent + frame.payload.readableBytes)
                    context.notes["sent"] = "\(mark.bytes)"
                    return [frame, mark.ping]
                }
            })
    }

    /// How many bytes of messages went before.
    private struct Mark {
        private static let word = "sent "
        let bytes: Int

        init(bytes: Int) {
            self.bytes = bytes
        }

        init?(pong frame: Frame) {
            let text = String(buffer: frame.payload)
            guard frame.kind == .pong, text.hasPrefix(Self.word), let bytes = Int(text.dropFirst(Self.word.count))
            else {
                return nil
            }
            self.bytes = bytes
        }

        var ping: Frame { Frame(opcode: .ping, payload: ByteBuffer(string: Self.word + String(bytes))) }
    }
}
