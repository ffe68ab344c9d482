// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import NIOHTTP1

/// What llhttp says about the octets it was fed.
enum LLHTTPEvent: Sendable {
    /// The head was accepted; `fields` is how many header lines llhttp counted.
    case head(status: Int, fields: Int)
    case body(ByteBuffer)
    case end(trailers: [(String, String)])
}

/// Parses messages with NIO's llhttp decoder, confined to one event loop.
///
/// The doubles and the browser read with this and not with `Wire`, so that a fault of `Wire` cannot hide itself.
/// Only plain requests share an instance; a fresh one has no state left from an upgrade that was refused or a
/// `Connection: close`.
final class LLHTTPMessage {
    /// Which end of the exchange reads.
    enum Kind: Sendable {
        case request
        case response(toHEAD: Bool)
    }

    private let channel: EmbeddedChannel
    private let kind: Kind
    private(set) var hasEnded = false

    init(_ kind: Kind) throws {
        self.kind = kind
        switch kind {
        case .request:
            channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        case .response(let toHEAD):
            let decoder = HTTPResponseDecoder(informationalResponseStrategy: .forward)
            channel = EmbeddedChannel(handler: ByteToMessageHandler(decoder))
            let head = HTTPRequestHead(version: .http1_1, method: toHEAD ? .HEAD : .GET, uri: "/")
            try channel.writeOutbound(HTTPClientRequestPart.head(head))
        }
    }

    /// Makes ready for the head of the next message.
    func beginAgain() {
        hasEnded = false
    }

    /// Feeds octets that are known to belong to this message.
    func feed(_ bytes: ByteBuffer) throws -> [LLHTTPEvent] {
        try channel.writeInbound(bytes)
        var events: [LLHTTPEvent] = []
        while let event = try nextEvent() {
            if case .end = event { hasEnded = true }
            events.append(event)
        }
        return events
    }

    /// Feeds octets line by line, since a chunked message can only end with a line, and stops at its end.
    func feedLines(_ bytes: inout ByteBuffer) throws -> [LLHTTPEvent] {
        var events: [LLHTTPEvent] = []
        while !hasEnded, bytes.readableBytes > 0 {
            let newline = bytes.readableBytesView.firstIndex(of: 0x0A)
            let length = newline.map { $0 - bytes.readerIndex + 1 } ?? bytes.readableBytes
            guard let line = bytes.readSlice(length: length) else { break }
            events += try feed(line)
        }
        return events
    }

    /// Frees the decoder; a message cut short is no failure here, the reader has already judged it.
    func finish() {
        do {
            _ = try channel.finish(acceptAlreadyClosed: true)
        } catch {
            // The decoder complains about the missing rest; nobody waits for it any more.
        }
    }

    private func nextEvent() throws -> LLHTTPEvent? {
        switch kind {
        case .request:
            switch try channel.readInbound(as: HTTPServerRequestPart.self) {
            case .head(let head): return .head(status: 0, fields: head.headers.count)
            case .body(let bytes): return .body(bytes)
            case .end(let trailers): return .end(trailers: trailers.map { Array($0) } ?? [])
            case nil: return nil
            }
        case .response:
            switch try channel.readInbound(as: HTTPClientResponsePart.self) {
            case .head(let head): return .head(status: Int(head.status.code), fields: head.headers.count)
            case .body(let bytes): return .body(bytes)
            case .end(let trailers): return .end(trailers: trailers.map { Array($0) } ?? [])
            case nil: return nil
            }
        }
    }
}
