// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What passed between the parties while a scenario was played, message by message: what a sequence diagram shows.
public struct MessageSequence: Sendable, Hashable, Codable {
    /// The messages in order of time.
    public let messages: [SequenceMessage]
    /// How many messages passed that are not told here; the bystander's are not counted.
    public let omitted: Int

    /// Nothing passed.
    public static let empty = MessageSequence(messages: [], omitted: 0)

    /// Makes a sequence.
    public init(messages: [SequenceMessage], omitted: Int) {
        self.messages = messages
        self.omitted = omitted
    }
}

/// One message that passed between two parties; secrets are replaced by their canary names.
public struct SequenceMessage: Sendable, Hashable, Codable {
    /// What kind of message it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A request.
        case request
        /// An answer to a request.
        case answer
        /// A frame of a WebSocket.
        case frame
        /// The end of a WebSocket.
        case close
        /// The end of an exchange that nothing was answered to.
        case loss
    }

    /// What kind of message it is.
    public let kind: Kind
    /// Who sent it: a browser's name, `proxy`, `tenant` or `identity provider`.
    public let from: String
    /// To whom it went.
    public let to: String
    /// The number of the step during which it passed, 0 before the first.
    public let step: Int
    /// When it passed, in seconds since the first message of the sequence.
    public let at: Double
    /// Method and target, status, or what a frame held.
    public let title: String
    /// The cookies and tokens it carries, by canary name: `Cookie: ‹ana.eas.sid›`.
    public let carries: [String]
    /// True if it is what the failure was seen by.
    public let isFaulty: Bool

    /// Makes a message.
    public init(
        kind: Kind, from: String, to: String, step: Int, at: Double, title: String, carries: [String] = [],
        isFaulty: Bool = false
    ) {
        self.kind = kind
        self.from = from
        self.to = to
        self.step = step
        self.at = at
        self.title = title
        self.carries = carries
        self.isFaulty = isFaulty
    }
}
