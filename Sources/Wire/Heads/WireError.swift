// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why bytes were refused: one code of a closed set, a sentence, and where it happened.
public struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault, closed and stable, so that vectors can name it.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A line ends with LF alone (RFC 9112 §2.2).
        case bareLineFeed
        /// A CR stands where no LF follows (RFC 9112 §2.2).
        case bareCarriageReturn
        /// A header line starts with a blank (RFC 9112 §5.2).
        case obsoleteFolding
        /// A blank stands between field name and colon (RFC 9112 §5.1).
        case spaceBeforeColon
        /// Two different lengths were given (RFC 9112 §6.3).
        case conflictingLength
        /// The same length was given more than once (RFC 9110 §8.6 allows refusing).
        case repeatedLength
        /// A length is no plain number (RFC 9110 §8.6).
        case badLength
        /// Content-Length and Transfer-Encoding stand together (RFC 9112 §6.1).
        case lengthWithTransferCoding
        /// A transfer coding other than a single `chunked` (RFC 9112 §6.1).
        case unknownTransferCoding
        /// A transfer coding in an HTTP/1.0 message (RFC 9112 §6.1).
        case transferCodingInOldVersion
        /// A transfer coding in an answer that has no body (RFC 9112 §6.1).
        case transferCodingWithoutBody
        /// A trailer line that would change framing or routing (RFC 9110 §6.5.1).
        case forbiddenTrailer
        /// An octet of value zero (RFC 9110 §5.5).
        case nulOctet
        /// Another control octet (RFC 9110 §5.5).
        case controlOctet
        /// A line is longer than the limits allow.
        case lineTooLong
        /// The head is longer than the limits allow.
        case headTooLong
        /// There are more lines than the limits allow.
        case tooManyFields
        /// The start line has not its three parts (RFC 9112 §3, §4).
        case badStartLine
        /// The method is no token (RFC 9110 §9.1).
        case badMethod
        /// The target is empty or has octets that no target has (RFC 9112 §3.2).
        case badTarget
        /// The status is not three digits from 100 on (RFC 9110 §15).
        case badStatus
        /// A field name is empty or no token (RFC 9110 §5.1).
        case badFieldName
        /// A field value cannot be what its field asks for.
        case badFieldValue
        /// The version is not HTTP/1.0 or HTTP/1.1 (RFC 9112 §2.3).
        case badVersion
        /// An HTTP/1.1 request without Host (RFC 9112 §3.2).
        case missingHost
        /// More than one Host line (RFC 9112 §3.2).
        case repeatedHost
        /// A Host value that is no authority (RFC 9112 §3.2).
        case badHost
        /// Chunked coding is broken (RFC 9112 §7.1).
        case badChunk
        /// A chunk size that no number holds (RFC 9112 §7.1).
        case chunkTooLarge
        /// The connection ended before the body did (RFC 9112 §8).
        case incompleteBody
        /// A WebSocket frame breaks the rules (RFC 6455 §5.2).
        case badFrame
        /// A WebSocket frame or message is larger than allowed (RFC 6455 §10.4).
        case frameTooLarge
        /// Fragments of WebSocket messages are out of order (RFC 6455 §5.4).
        case badFragment
        /// Text that is not UTF-8 (RFC 6455 §8.1).
        case badUTF8
        /// A close frame with a payload that none may have (RFC 6455 §5.5.1, §7.4).
        case badClose
        /// Text that is not JSON (RFC 8259).
        case badJSON
        /// Stored bytes that no encoder of ours wrote.
        case badEncoding
    }

    /// The kind of fault.
    public var code: Code
    /// A sentence for people.
    public var reason: String
    /// The position of the first offending byte, counted from the first byte given.
    public var offset: Int

    /// Makes an error from its parts.
    public init(_ code: Code, _ reason: String, offset: Int = 0) {
        self.code = code
        self.reason = reason
        self.offset = offset
    }

    /// Makes an error from its parts, each named.
    public init(code: Code, reason: String, offset: Int) {
        self.init(code, reason, offset: offset)
    }

    /// Code, sentence and offset in one line.
    public var description: String { "\(code.rawValue) at \(offset): \(reason)" }
}
