// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// What both ends of a socket can do.
protocol SocketPeer: Sendable {
    var connection: RawConnection { get }
    func sendRaw(_ bytes: [UInt8]) async throws
    func close(_ reason: CloseReason?) async throws
    func receive(within limit: Duration) async throws -> SocketEvent
    func drop() async
    func reset() async
}

extension ClientWebSocket: SocketPeer {}
extension ServerWebSocket: SocketPeer {}

/// What one end of a socket got, until it ended.
struct SocketTrace: Sendable {
    enum End: Sendable, Equatable {
        case closed(CloseReason?)
        /// The connection ended without a close.
        case lost
        /// What came was no frame, or nothing came for long.
        case broken
    }

    var frames: [Frame] = []
    var end = End.lost
    /// Whether TCP ended in order after the closes.
    var isClean = false

    var code: CloseCode? {
        if case .closed(let reason) = end { reason?.code } else { nil }
    }

    /// Waiting longer means that nothing will come: 16 MiB take a second on a busy machine.
    static let patience = Duration.seconds(30)

    static func of(_ peer: some SocketPeer) async -> SocketTrace {
        var trace = SocketTrace()
        do {
            while true {
                switch try await peer.receive(within: patience) {
                case .frame(let frame): trace.frames.append(frame)
                case .closed(let reason, let isClean):
                    (trace.end, trace.isClean) = (.closed(reason), isClean)
                    return trace
                case .lost: return trace
                }
            }
        } catch {
            trace.end = .broken
            return trace
        }
    }
}
