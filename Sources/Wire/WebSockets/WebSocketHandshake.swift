// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The two values with which both ends of an upgrade show that they mean WebSocket.
///
/// - Source: RFC 6455 §4.1, §4.2.2.
public enum WebSocketHandshake {
    /// The GUID that is joined to every key.
    public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// The value of `Sec-WebSocket-Accept` for a key.
    public static func acceptKey(for key: String) -> String {
        Base64.encode(SHA1.digest((key + guid).octets))
    }

    /// A `Sec-WebSocket-Key` of sixteen random bytes.
    public static func newKey(_ random: [UInt8]) -> String { Base64.encode(random) }

    /// Whether a key is what a client may send: sixteen bytes in base64.
    public static func isValidKey(_ key: String) -> Bool { Base64.decode(key)?.count == 16 }
}
