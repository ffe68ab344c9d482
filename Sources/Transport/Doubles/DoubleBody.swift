// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The body of a request, piece by piece as it arrives; it can be read once.
///
/// - Shape: what is not read stays with the sender, whom TCP holds back.
public struct DoubleBody: Sendable, AsyncSequence {
    /// One piece.
    public typealias Element = ByteBuffer

    let reader: MessageReader
    let beforeFirstRead: @Sendable () async throws -> Void

    /// Reads piece by piece.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let body: DoubleBody
        var hasBegun = false

        /// The next piece; `nil` at the end.
        public mutating func next() async throws -> ByteBuffer? {
            if !hasBegun {
                hasBegun = true
                try await body.beforeFirstRead()
            }
            return try await body.reader.body()
        }
    }

    /// Begins to read.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: self)
    }

    /// Reads all of it.
    ///
    /// - Throws: `TransportError` with `.tooLarge` beyond the limit, `.truncated` when the peer ends too early.
    public func collect(upTo limit: Int = 16 * 1024 * 1024) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in self {
            guard bytes.count + piece.readableBytes <= limit else {
                throw TransportError(.tooLarge, "The body exceeds \(limit) octets.")
            }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }

    /// The lines after a chunked body; ask once the body has been read.
    public var trailers: [(String, String)] {
        get async throws { try await reader.trailers() }
    }
}
