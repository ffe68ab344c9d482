// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// An answer as a byte-level browser read it.
public struct BrowserResponse: Sendable {
    /// The final head, its octets kept.
    public var head: ResponseHead
    /// The body, chunked coding removed, content coding kept.
    public var body: [UInt8]
    /// The interim (1xx) heads that came before.
    public var interim: [ResponseHead]
    /// False when the connection ended before the framing said so.
    public var isComplete: Bool

    /// Puts an answer together.
    public init(head: ResponseHead, body: [UInt8] = [], interim: [ResponseHead] = [], isComplete: Bool = true) {
        self.head = head
        self.body = body
        self.interim = interim
        self.isComplete = isComplete
    }
}

/// What became of a request for a WebSocket.
public enum UpgradeOutcome: Sendable {
    /// The server agreed; what it says next are frames.
    case opened(ClientWebSocket, ResponseHead)
    /// The server answered otherwise.
    case refused(BrowserResponse)
}
