// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a double does instead of its usual answer, and to which requests.
public struct ScriptedAnswer: Sendable, Hashable {
    /// What the double does.
    public enum Action: Sendable, Hashable {
        /// Answers with this.
        case respond(status: Int, headers: HeaderList, body: [UInt8])
        /// Sends these bytes as they are, then closes.
        case raw([UInt8])
        /// Resets the connection and sends nothing.
        case reset
        /// Never answers.
        case silence
        /// Sends the real answer, cut after so many bytes of body.
        case truncate(afterBodyBytes: Int)
        /// Sends the real answer with these lines added.
        case addHeaders(HeaderList)
        /// Sends the real answer in pieces of so many bytes, with a pause after each.
        case dribble(pieceBytes: Int, pause: Duration)
        /// Closes the connection and sends nothing.
        case close
        /// Sends the real answer, only later.
        case proceed
        /// Answers an upgrade with this instead of 101.
        case refuseUpgrade(status: Int, headers: HeaderList, body: [UInt8])
        /// Answers an upgrade with a wrong accept key.
        case wrongAcceptKey
        /// Misbehaves in a way that the double knows by name, such as `nonce-invalid`.
        case defect(String)
    }

    /// The method it applies to, nil for every one.
    public var method: String?
    /// The path it applies to: `*` stands for anything but a slash, `**` for anything; nil for every one.
    public var path: String?
    /// The user it applies to, nil for every one.
    public var user: String?
    /// At which of the matching requests it begins, counted from 1; nil for at once.
    public var nth: Int?
    /// How often it applies; nil for ever, or once where `nth` is given.
    public var times: Int?
    /// How long the double waits first.
    public var delay: Duration?
    /// What the double does.
    public var action: Action

    /// Makes an answer from its parts.
    public init(
        method: String? = nil, path: String? = nil, user: String? = nil, nth: Int? = nil, times: Int? = nil,
        delay: Duration? = nil, action: Action
    ) {
        self.method = method
        self.path = path
        self.user = user
        self.nth = nth
        self.times = times
        self.delay = delay
        self.action = action
    }

    /// Whether it concerns such a request, whatever `nth` and `times` say.
    public func matches(method: String, path: String, user: String?) -> Bool {
        if let wanted = self.method, !ASCII.equalIgnoringCase(wanted, method) { return false }
        if let wanted = self.user, wanted != user { return false }
        guard let pattern = self.path else { return true }
        return Glob(pattern).matches(pattern.utf8.contains(UInt8(ascii: "?")) ? path : RequestTarget(path).path)
    }
}
