// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// One connection of a link, bare or tapped.
protocol ByteConnection: Sendable {
    /// Says whether the connection can still be used to send.
    var isOpen: Bool { get }
    /// Says whether the peer has ended its half, reset, or gone.
    var hasPeerEnded: Bool { get }

    /// Sends bytes and returns when the system has taken them.
    func send(_ bytes: ByteBuffer) async throws
    /// Takes the next bytes, however long they take; `nil` once the peer has ended its half.
    func next() async throws -> ByteBuffer?
    /// Reads the head of an answer to a request with that method; `nil` at the end of the stream.
    ///
    /// - Throws: `WireError` when it is no HTTP/1.1; what was read is put back then.
    func readResponseHead(to method: String) async throws -> (ResponseHead, BodyFraming)?
    /// Puts bytes back, to be taken first by the next `next`.
    func putBack(_ bytes: ByteBuffer)
    /// Ends the sending half.
    func sendEOF() async throws
    /// Ends the connection with a TCP reset.
    func reset() async
    /// Closes both halves politely and returns when the connection is gone.
    func close() async
}

extension RawConnection: ByteConnection {}
