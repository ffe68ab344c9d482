// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How an exchange ended.
public enum RecordedOutcome: String, Sendable, Hashable, CaseIterable {
    /// The answer, or the socket, came to its proper end.
    case complete
    /// The client went away first.
    case clientLeft = "client-left"
    /// The server ended the connection before its answer was whole.
    case serverLeft = "server-left"
    /// The server reset the connection.
    case serverReset = "server-reset"
    /// The server could not be reached.
    case unreachable
    /// What arrived could not be read.
    case malformed
}

/// How a socket ended.
public struct RecordedSocketEnd: Sendable, Hashable {
    /// Who sent the first close frame, or ended the connection without one.
    public var by: RecordedSide
    /// Whether a close frame was seen at all.
    public var hadCloseFrame: Bool
    /// The code of the first close frame, nil where that frame was empty or absent.
    public var code: UInt16?
    /// The text of the first close frame.
    public var reason: String
    /// Whether the connection was reset instead of ended.
    public var wasReset: Bool

    /// Makes an end from its parts.
    public init(
        by: RecordedSide, hadCloseFrame: Bool, code: UInt16? = nil, reason: String = "", wasReset: Bool = false
    ) {
        self.by = by
        self.hadCloseFrame = hadCloseFrame
        self.code = code
        self.reason = reason
        self.wasReset = wasReset
    }
}
