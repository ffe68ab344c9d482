// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The status code of a WebSocket close.
///
/// - Source: RFC 6455 §7.4; the IANA registry of WebSocket close codes.
public struct CloseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number as it travels.
    public var rawValue: UInt16

    /// Makes a code of any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// 1000: the purpose is fulfilled.
    public static let normal = CloseCode(rawValue: 1000)
    /// 1001: a server goes down or a page is left.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// 1002: the protocol was broken.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// 1003: a kind of data that cannot be taken.
    public static let unsupportedData = CloseCode(rawValue: 1003)
    /// 1005: no code was in the close frame; never travels.
    public static let noStatus = CloseCode(rawValue: 1005)
    /// 1006: the connection ended without a close frame; never travels.
    public static let abnormal = CloseCode(rawValue: 1006)
    /// 1007: data that does not fit its type.
    public static let invalidPayload = CloseCode(rawValue: 1007)
    /// 1008: a policy was broken.
    public static let policy = CloseCode(rawValue: 1008)
    /// 1009: a message too big.
    public static let tooBig = CloseCode(rawValue: 1009)
    /// 1010: an extension the client needs was not agreed on.
    public static let missingExtension = CloseCode(rawValue: 1010)
    /// 1011: an unexpected condition.
    public static let internalError = CloseCode(rawValue: 1011)
    /// 1012: the service restarts.
    public static let serviceRestart = CloseCode(rawValue: 1012)
    /// 1013: try again later.
    public static let tryAgainLater = CloseCode(rawValue: 1013)
    /// 1014: a gateway got a bad answer.
    public static let badGateway = CloseCode(rawValue: 1014)
    /// 1015: TLS failed; never travels.
    public static let tls = CloseCode(rawValue: 1015)

    /// Whether the code may stand in a close frame.
    ///
    /// - Source: RFC 6455 §7.4.1, §7.4.2: 1004, 1005, 1006 and 1015 never travel, 1016 to 2999 are undefined.
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// The number.
    public var description: String { String(rawValue) }
}
