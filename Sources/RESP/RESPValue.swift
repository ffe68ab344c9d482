// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// What a Redis server answers, in version 2 of its protocol.
///
/// - Source: redis.io "Redis serialization protocol specification", RESP2.
public indirect enum RESPValue: Sendable, Hashable {
    /// `+OK`.
    case simple(String)
    /// `-ERR …`: the server refuses; the first word is the kind of error.
    case error(String)
    /// `:42`.
    case integer(Int64)
    /// `$5 hello`: any bytes.
    case bulk(ByteBuffer)
    /// `*2 …`.
    case array([RESPValue])
    /// `$-1` or `*-1`: nothing is there.
    case null

    /// The bytes of a bulk or simple string.
    public var bytes: ByteBuffer? {
        switch self {
        case .bulk(let bytes): bytes
        case .simple(let text): ByteBuffer(string: text)
        default: nil
        }
    }

    /// The first word of an error, which is its kind: `WRONGTYPE`, `LOADING`, `ERR`.
    public static func kind(ofError text: String) -> String { String(text.prefix { $0 != " " }) }

    /// The text of a bulk or simple string.
    public var string: String? { bytes.map { String(buffer: $0) } }
}
