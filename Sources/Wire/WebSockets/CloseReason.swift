// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// What a close frame says.
///
/// - Source: RFC 6455 §5.5.1.
public struct CloseReason: Sendable, Hashable {
    /// The code, nil where the close frame is empty.
    public var code: CloseCode?
    /// The text after the code, at most 123 bytes of UTF-8.
    public var reason: String

    /// Makes a reason.
    public init(code: CloseCode?, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    /// Reads the payload of a close frame.
    ///
    /// - Throws: `WireError` with `.badClose` for a single byte or a code that may not travel, `.badUTF8` for the text.
    public static func parse(_ payload: ByteBuffer) throws(WireError) -> CloseReason {
        var payload = payload
        if payload.readableBytes == 0 { return CloseReason(code: nil) }
        guard let number = payload.readInteger(as: UInt16.self) else {
            throw WireError(.badClose, "A close frame has a payload of one byte.")
        }
        let code = CloseCode(rawValue: number)
        guard code.isSendable else {
            throw WireError(.badClose, "The close code \(number) may not travel.")
        }
        guard let text = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw WireError(.badUTF8, "The reason of a close is not UTF-8.", offset: 2)
        }
        return CloseReason(code: code, reason: text)
    }

    /// The payload of a close frame; a reason too long is cut at a character, one without code is dropped.
    public func encode() -> ByteBuffer {
        var payload = ByteBuffer()
        guard let code else { return payload }
        payload.writeInteger(code.rawValue)
        var rest = Self.longestReason
        for scalar in reason.unicodeScalars {
            rest -= UTF8.width(scalar)
            guard rest >= 0 else { break }
            payload.writeString(String(scalar))
        }
        return payload
    }

    /// The most bytes of text: a control frame has 125 bytes and the code takes two.
    public static let longestReason = 123
}
