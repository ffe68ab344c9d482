// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Follows chunked coding without decoding it: tells where payload lies and where the body ends.
///
/// - Source: RFC 9112 §7.1.
public struct ChunkScanner: Sendable {
    /// Whether the final line end of the trailer section was seen.
    public internal(set) var isFinished = false
    /// The trailer lines, complete when `isFinished`.
    public internal(set) var trailers: HeaderList = [:]

    /// Makes a scanner at the start of a body.
    public init() {}

    /// Goes on with the next bytes.
    ///
    /// - Returns: how many bytes belong to this body; fewer than given only once it is finished.
    /// - Throws: `WireError` with `.badChunk` and its like.
    public mutating func advance(
        _ bytes: UnsafeRawBufferPointer, onPayload: (Range<Int>) -> Void
    ) throws(WireError) -> Int {
        0
    }
}
