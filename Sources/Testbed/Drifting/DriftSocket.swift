// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import NIOCore
import Transport
import Wire

/// A live socket that does what the recorded one did.
///
/// - Shape: what arrives is taken when somebody waits for it. A server may take twice as long as it took when it was
///   recorded, and not less than a while; one that stays silent gets that once.
final class DriftSocket {
    private let socket: ClientWebSocket
    private var assembler = MessageAssembler()
    private var least = Duration.seconds(5)
    /// When the last of the recorded steps was, in microseconds.
    private var last: Int64
    /// What was heard, and the handles of now.
    private(set) var dialogue: DriftDialogue
    /// How it ended, nil while it is open.
    private(set) var end: RecordedSocketEnd?

    /// After something did not come, so much for each of the rest.
    private static let leastLater = Duration.milliseconds(500)
    /// For what has arrived already and was not taken yet.
    private static let glance = Duration.milliseconds(1)

    /// Begins to follow a recorded socket, which was opened at that time.
    init(_ socket: ClientWebSocket, openedAt: Int64, following frames: [StoredFrame]) {
        self.socket = socket
        last = openedAt
        dialogue = DriftDialogue(frames)
    }

    /// Sends a frame; where that fails, the end is seen by whoever listens next.
    func say(_ frame: RecordedFrame, at: Int64) async {
        last = at
        do {
            try await socket.send(
                frame: Frame(
                    fin: frame.fin, reserved: frame.reserved, opcode: frame.opcode, payload: frame.payload))
        } catch {}
    }

    /// Waits for the counterpart of a recorded frame.
    func hear(_ frame: StoredFrame) async {
        await listen(within: patience(at: frame.at)) { $0.hasHeard(frame) }
        if !dialogue.hasHeard(frame) { least = Self.leastLater }
    }

    /// Lets the socket end as the recorded one did: by the server, who is waited for, or by us.
    func end(as recorded: StoredSocketEnd) async {
        let how = recorded.end
        await listen(within: how.by == .server ? patience(at: recorded.at) : Self.glance) { _ in false }
        guard end == nil, how.by == .client else { return }
        if how.hadCloseFrame {
            await close(how)
        } else if how.wasReset {
            await socket.reset()
        } else {
            await socket.drop()
        }
        end = how
    }

    private func patience(at: Int64) -> Duration {
        defer { last = at }
        return max(least, .microseconds(2 * (at - last)))
    }

    /// Leaves a socket that was open to the last.
    func leave() async {
        await listen(within: Self.glance) { _ in false }
        if end == nil { await socket.drop() }
    }

    private func close(_ recorded: RecordedSocketEnd) async {
        let reason = recorded.code.map { CloseReason(code: CloseCode(rawValue: $0), reason: recorded.reason) }
        do { try await socket.close(reason) } catch {}
        await listen(within: least) { _ in false }
        await socket.drop()
    }

    // MARK: Listening

    private func listen(within patience: Duration, until isEnough: (DriftDialogue) -> Bool) async {
        let deadline = ContinuousClock.now + patience
        while end == nil, !isEnough(dialogue) {
            let left = deadline - .now
            guard left > .zero else { return }
            do {
                try take(try await socket.receive(within: left))
            } catch let error as TransportError where error.code == .timedOut {
                return
            } catch {
                end = RecordedSocketEnd(by: .server, hadCloseFrame: false)
            }
        }
    }

    private func take(_ event: SocketEvent) throws {
        switch event {
        case .frame(let frame):
            switch try assembler.feed(frame) {
            case .text(let text): dialogue.hear(ByteBuffer(string: text), isText: true)
            case .binary(let bytes): dialogue.hear(bytes, isText: false)
            case nil: break
            }
        case .closed(let reason, _):
            end = RecordedSocketEnd(
                by: .server, hadCloseFrame: true, code: reason?.code?.rawValue, reason: reason?.reason ?? "")
        case .lost: end = RecordedSocketEnd(by: .server, hadCloseFrame: false)
        }
    }
}
