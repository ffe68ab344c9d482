// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Reads HTTP/1.1 messages from a connection, one after the other, with llhttp as the judge.
///
/// - Shape: the next message is looked at only when it is asked for; pipelined octets wait in the connection.
/// - Throws: `TransportError` with `.malformed` when llhttp refuses, `.truncated` when the peer ends too early.
final class MessageReader: Sendable {
    /// How the body ends, taken from the head that llhttp accepted.
    enum Framing: Sendable, Equatable {
        case ended
        case length(Int)
        case chunked
        case untilClose
    }

    /// What is read at present; touched on the connection's event loop only.
    final class Progress {
        private(set) var message: LLHTTPMessage?
        /// The decoder of a plain request that has ended, for the next one.
        private var spare: LLHTTPMessage?
        private var isPlain = false
        var framing = Framing.ended
        var bodies = CircularBuffer<ByteBuffer>()
        var trailers: [(String, String)] = []

        /// Sets up for a message; whatever was read before is over.
        func begin(_ kind: LLHTTPMessage.Kind, _ raw: RawHead) throws -> LLHTTPMessage {
            finish()
            bodies.removeAll()
            trailers = []
            if case .request = kind { isPlain = raw.isPlainRequest } else { isPlain = false }
            let message = try spare ?? LLHTTPMessage(kind)
            message.beginAgain()
            (self.message, spare) = (message, nil)
            return message
        }

        /// Marks the proper end of the message.
        func end() {
            framing = .ended
            if isPlain { (spare, message) = (message, nil) }
            finish()
        }

        /// Frees the decoder of a message that may not have ended.
        func finish() {
            message?.finish()
            message = nil
        }

        /// Frees all decoders, as the connection is gone.
        func close() {
            finish()
            spare?.finish()
            spare = nil
        }
    }

    /// A head larger than this is refused without asking llhttp.
    static let headLimit = 256 * 1024

    private let connection: RawConnection
    private let progress: NIOLoopBound<Progress>
    private var loop: any EventLoop { connection.channel.eventLoop }

    private init(connection: RawConnection, progress: NIOLoopBound<Progress>) {
        self.connection = connection
        self.progress = progress
    }

    /// Makes a reader; it frees its decoder when the connection closes.
    static func make(on connection: RawConnection) async throws -> MessageReader {
        let loop = connection.channel.eventLoop
        let progress = try await loop.perform { NIOLoopBound(Progress(), eventLoop: loop) }
        connection.channel.closeFuture.whenComplete { _ in progress.value.close() }
        return MessageReader(connection: connection, progress: progress)
    }

    /// Reads the next request head; `nil` when the peer ended before its first octet.
    func requestHead(upTo deadline: NIODeadline? = nil) async throws -> RequestHead? {
        guard let bytes = try await headBytes(upTo: deadline) else { return nil }
        let raw = RawHead(bytes)
        _ = try await accept(bytes, kind: .request, raw: raw)
        return RequestHead(
            method: raw.startLine.first, target: raw.startLine.second,
            version: Self.version(raw.startLine.third), headers: raw.headers)
    }

    /// Reads the next response head, interim ones included; `nil` when the peer ended before its first octet.
    func responseHead(to method: String, upTo deadline: NIODeadline?) async throws -> ResponseHead? {
        guard let bytes = try await headBytes(upTo: deadline) else { return nil }
        let raw = RawHead(bytes)
        let kind = LLHTTPMessage.Kind.response(toHEAD: method == "HEAD" || method == "CONNECT")
        let status = try await accept(bytes, kind: kind, raw: raw)
        return ResponseHead(
            version: Self.version(raw.startLine.first), status: status, reason: raw.startLine.third,
            headers: raw.headers)
    }

    /// Reads the next piece of the present message's body; `nil` at its end.
    func body(upTo deadline: NIODeadline? = nil) async throws -> ByteBuffer? {
        while true {
            let (piece, framing) = try await loop.perform { [progress] in
                (progress.value.bodies.popFirst(), progress.value.framing)
            }
            if let piece { return piece }
            if framing == .ended { return nil }
            guard let bytes = try await connection.receive(upTo: deadline) else {
                guard framing == .untilClose else {
                    throw TransportError(.truncated, "The peer ended in the middle of a body.")
                }
                try await endMessage()
                return nil
            }
            try await feedBody(bytes)
        }
    }

    /// The trailer lines of the message whose body has ended.
    func trailers() async throws -> [(String, String)] {
        try await loop.perform { [progress] in progress.value.trailers }
    }

    /// Says whether the present message has been read to its end.
    func isAtEnd() async throws -> Bool {
        try await loop.perform { [progress] in
            progress.value.framing == .ended && progress.value.bodies.isEmpty
        }
    }

    // MARK: Steps

    private func headBytes(upTo deadline: NIODeadline?) async throws -> ByteBuffer? {
        var bytes = ByteBuffer()
        var searched = 0
        while true {
            while let first = bytes.readableBytesView.first, first == 0x0D || first == 0x0A {
                bytes.moveReaderIndex(forwardBy: 1)
            }
            if let length = RawHead.length(in: bytes, searchingFrom: searched) {
                let head = bytes.readSlice(length: length)
                connection.putBack(bytes)
                return head
            }
            searched = max(0, bytes.readableBytes - 2)
            guard bytes.readableBytes <= Self.headLimit else {
                throw TransportError(.malformed, "The head exceeds \(Self.headLimit) octets.")
            }
            guard var more = try await receive(afterNothing: bytes.readableBytes == 0, upTo: deadline) else {
                if bytes.readableBytes == 0 { return nil }
                throw TransportError(.truncated, "The peer ended in the middle of a head.")
            }
            if bytes.readableBytes == 0 { bytes = more } else { bytes.writeBuffer(&more) }
        }
    }

    /// Takes the next bytes; between two messages a peer may end TLS without saying so, and many do.
    ///
    /// - Source: RFC 9112 §9.8.
    private func receive(afterNothing: Bool, upTo deadline: NIODeadline?) async throws -> ByteBuffer? {
        do {
            return try await connection.receive(upTo: deadline)
        } catch let error as TransportError where error.code == .truncated && afterNothing {
            return nil
        }
    }

    /// Asks llhttp for its verdict on a head and sets up the body; returns the status of a response.
    private func accept(_ bytes: ByteBuffer, kind: LLHTTPMessage.Kind, raw: RawHead) async throws -> Int {
        try await loop.perform { [progress] in
            let progress = progress.value
            let message = try progress.begin(kind, raw)
            let events = try Self.judged { try message.feed(bytes) }
            guard case .head(let status, let fields)? = events.first, fields == raw.headers.count else {
                throw TransportError(.malformed, "llhttp reads the head otherwise than line by line.")
            }
            let isInterim = (100..<200).contains(status)
            progress.framing = message.hasEnded || isInterim ? .ended : Self.framing(raw.headers, kind: kind)
            Self.take(events.dropFirst(), into: progress)
            return status
        }
    }

    private func feedBody(_ bytes: ByteBuffer) async throws {
        let rest = try await loop.perform { [progress] in
            let progress = progress.value
            guard let message = progress.message else {
                throw TransportError(.connectionClosed, "The connection closed in the middle of a body.")
            }
            var bytes = bytes
            switch progress.framing {
            case .ended:
                return bytes
            case .chunked:
                let events = try Self.judged { try message.feedLines(&bytes) }
                Self.take(events[...], into: progress)
            case .untilClose:
                Self.take(try Self.judged { try message.feed(bytes) }[...], into: progress)
                bytes.clear()
            case .length(let missing):
                guard let piece = bytes.readSlice(length: min(missing, bytes.readableBytes)) else { return bytes }
                progress.framing = .length(missing - piece.readableBytes)
                Self.take(try Self.judged { try message.feed(piece) }[...], into: progress)
            }
            return bytes
        }
        connection.putBack(rest)
    }

    private func endMessage() async throws {
        try await loop.perform { [progress] in
            progress.value.framing = .ended
            progress.value.finish()
        }
    }

    private static func take(_ events: ArraySlice<LLHTTPEvent>, into progress: Progress) {
        for event in events {
            switch event {
            case .head: break
            case .body(let bytes): progress.bodies.append(bytes)
            case .end(let trailers):
                progress.trailers = trailers
                progress.end()
            }
        }
    }

    private static func judged(_ body: () throws -> [LLHTTPEvent]) throws -> [LLHTTPEvent] {
        do {
            return try body()
        } catch {
            throw TransportError(.malformed, "llhttp refuses the message.", underlying: error)
        }
    }

    private static func framing(_ headers: HeaderList, kind: LLHTTPMessage.Kind) -> Framing {
        if let last = headers.tokens("Transfer-Encoding").last {
            return last.lowercased() == "chunked" ? .chunked : .untilClose
        }
        if let length = headers.first("Content-Length").flatMap({ Int($0) }) { return .length(length) }
        return .untilClose
    }

    private static func version(_ text: String) -> HTTPVersion {
        text == "HTTP/1.0" ? .http10 : .http11
    }
}
