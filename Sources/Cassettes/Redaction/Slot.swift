// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What stands in a cassette where a secret was.
///
/// - Shape: texts and bodies have the mark `{{slot:NUMBER}}`, or `{{slot:NUMBER:ENCODING}}` where the secret was written
///   in an encoding; numbers count per recording.
public struct Slot: Sendable, Hashable {
    /// What the secret was.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The text `{{slot:` itself, so that traffic that happens to have it comes back as it was.
        case mark
        /// A cookie.
        case cookie
        /// A CSRF token.
        case csrfToken = "csrf-token"
        /// A JSON Web Token.
        case token
        /// The credentials of an `Authorization` line.
        case authorization
        /// A query parameter, a form field or a JSON member whose name says that it is secret.
        case parameter
        /// A literal or pattern that was configured, or that the harness knew.
        case configured
        /// An e-mail address.
        case email
    }

    /// The number in its mark.
    public var number: Int
    /// What the secret was.
    public var kind: Kind
    /// The number of the user whose secret it was, nil where nobody is known.
    public var user: Int?
    /// Its name, such as that of the cookie.
    public var name: String
    /// What a stand-in must look like.
    public var shape: SlotShape

    /// Makes a slot from its parts.
    public init(number: Int, kind: Kind, user: Int? = nil, name: String, shape: SlotShape) {
        self.number = number
        self.kind = kind
        self.user = user
        self.name = name
        self.shape = shape
    }

    /// The slot that stands for its own mark.
    static let mark = Slot(number: 0, kind: .mark, name: "mark", shape: SlotShape(of: []))
    /// How every mark begins.
    static let opening = Array("{{slot:".utf8)
    /// How every mark ends.
    static let closing = Array("}}".utf8)

    /// The mark of a slot in an encoding.
    static func mark(_ number: Int, _ encoding: SecretEncoding) -> [UInt8] {
        let suffix = encoding == .raw ? "" : ":\(encoding.rawValue)"
        return opening + Array("\(number)\(suffix)".utf8) + closing
    }
}
