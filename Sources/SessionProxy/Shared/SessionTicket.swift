// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the browser's session cookie carries: the session's id and the secret that opens it.
///
/// - Shape: 22 characters, a full stop, 43 characters; one spelling only.
public struct SessionTicket: Sendable {
    /// Finds the session.
    public let id: SessionID
    /// Opens the session.
    public let secret: SessionSecret

    /// Puts a ticket together.
    public init(id: SessionID, secret: SessionSecret) {
        self.id = id
        self.secret = secret
    }

    /// Makes a new ticket of 48 random octets; nil when there are not exactly that many.
    public init?(randomOctets: [UInt8]) {
        guard randomOctets.count == 48, let secret = SessionSecret(octets: Array(randomOctets[16...])) else {
            return nil
        }
        func word(_ range: Range<Int>) -> UInt64 { randomOctets[range].reduce(0) { ($0 << 8) | UInt64($1) } }
        self.init(id: SessionID(a: word(0..<8), b: word(8..<16)), secret: secret)
    }

    /// The cookie's value.
    public var cookieValue: String { id.text + "." + secret.text }

    /// Reads a cookie value; nil unless it is the one canonical spelling of a ticket.
    public static func parse(_ bytes: UnsafeRawBufferPointer) -> SessionTicket? {
        guard bytes.count == 66, bytes[22] == UInt8(ascii: "."),
            let id = SessionID(text: UnsafeRawBufferPointer(rebasing: bytes[0..<22]))
        else { return nil }
        var words = FourWords()
        let secret = UnsafeRawBufferPointer(rebasing: bytes[23..<66])
        guard Base64URLWords.decode(secret, into: &words, count: 4) else { return nil }
        return SessionTicket(id: id, secret: SessionSecret(words: words))
    }

    /// Reads a cookie value; nil unless it is the one canonical spelling of a ticket.
    public static func parse(_ text: String) -> SessionTicket? {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
    }
}
