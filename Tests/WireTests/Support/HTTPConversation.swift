// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import NIOHTTP1
import Wire

/// One message as a reader understood it; two readers agree when these are equal.
struct ReadMessage: Equatable, Sendable {
    var first: String
    var second: String
    var version: String
    var fields: [String]
    var body: [UInt8] = []
    var trailers: [String] = []

    static func lines(_ list: HeaderList) -> [String] {
        // NIO repairs what is not UTF-8, so the octets are given the same treatment.
        list.map { "\($0.name): \(String(decoding: $0.value.octets, as: UTF8.self))" }
    }
}

/// Reads all messages of a byte stream that ends, once with Wire and once with llhttp.
struct HTTPConversation: Sendable {
    var kind: HeadScanner.Kind
    var requestMethod = "GET"

    /// What Wire reads, and the error that stopped it.
    func readByWire(_ bytes: [UInt8]) -> (messages: [ReadMessage], error: WireError?) {
        var buffer = ByteBuffer(bytes: bytes)
        var messages: [ReadMessage] = []
        do {
            while buffer.readableBytes > 0, let (message, isLast) = try nextMessage(&buffer) {
                messages.append(message)
                if isLast { break }
            }
            return (messages, nil)
        } catch {
            return (messages, error)
        }
    }

    private func nextMessage(_ buffer: inout ByteBuffer) throws(WireError) -> (ReadMessage, isLast: Bool)? {
        let framing: BodyFraming
        var message: ReadMessage
        let headers: HeaderList
        let isSwitch: Bool
        if kind == .request {
            guard let (head, found) = try RequestHead.parse(&buffer) else { return nil }
            (framing, headers) = (found, head.headers)
            isSwitch = head.method == "CONNECT"
            message = ReadMessage(
                first: head.method, second: head.target, version: head.version.description,
                fields: ReadMessage.lines(head.headers))
        } else {
            guard let (head, found) = try ResponseHead.parse(&buffer, requestMethod: requestMethod) else { return nil }
            (framing, headers) = (found, head.headers)
            isSwitch = head.status == 101
            message = ReadMessage(
                first: "\(head.status)", second: "", version: head.version.description,
                fields: ReadMessage.lines(head.headers))
        }
        var reader = BodyReader(framing)
        while buffer.readableBytes > 0, !reader.isFinished {
            if let payload = try reader.read(&buffer) { message.body += payload.readableBytesView }
        }
        try reader.end()
        message.trailers = ReadMessage.lines(reader.trailers)
        let isFinal = kind == .request || (Int(message.first) ?? 0) >= 200
        let isUpgrade = headers.contains("Upgrade") && headers.hasToken("Connection", "upgrade")
        let closes = headers.hasToken("Connection", "close") || message.version == "HTTP/1.0"
        return (message, isSwitch || isUpgrade || isFinal && closes || isFinal && kind == .response)
    }

    /// What llhttp reads, by NIO's own handlers.
    func readByNIO(_ bytes: [UInt8]) -> [ReadMessage] {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        do {
            if kind == .request {
                try channel.pipeline.syncOperations.addHandler(
                    ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
            } else {
                try channel.pipeline.syncOperations.addHandler(
                    ByteToMessageHandler(HTTPResponseDecoder(informationalResponseStrategy: .forward)))
                let head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: requestMethod), uri: "/")
                channel.pipeline.write(HTTPClientRequestPart.head(head), promise: nil)
            }
            try channel.writeInbound(ByteBuffer(bytes: bytes))
            channel.pipeline.fireChannelInactive()
            try channel.throwIfErrorCaught()
        } catch {
            // What was read before the error stands.
        }
        return kind == .request ? requests(channel) : answers(channel)
    }

    private func requests(_ channel: EmbeddedChannel) -> [ReadMessage] {
        var parts: [HTTPServerRequestPart] = []
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) { parts.append(part) }
        return collect(parts) { (head: HTTPRequestHead) in
            ReadMessage(
                first: head.method.rawValue, second: head.uri, version: "\(head.version)", fields: lines(head.headers))
        }
    }

    private func answers(_ channel: EmbeddedChannel) -> [ReadMessage] {
        var parts: [HTTPClientResponsePart] = []
        while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) { parts.append(part) }
        return collect(parts) { (head: HTTPResponseHead) in
            ReadMessage(
                first: "\(head.status.code)", second: "", version: "\(head.version)", fields: lines(head.headers))
        }
    }

    private func collect<Head>(
        _ parts: [HTTPPart<Head, ByteBuffer>], _ begin: (Head) -> ReadMessage
    ) -> [ReadMessage] {
        var messages: [ReadMessage] = []
        var current: ReadMessage?
        for part in parts {
            switch part {
            case .head(let head):
                // An interim answer has no end of its own.
                if let current { messages.append(current) }
                current = begin(head)
            case .body(let bytes): current?.body += bytes.readableBytesView
            case .end(let trailers):
                current?.trailers = lines(trailers ?? [:])
                if let current { messages.append(current) }
                current = nil
            }
        }
        if let current, kind == .response, current.first.hasPrefix("1") { messages.append(current) }
        return messages
    }

    /// llhttp keeps the blanks after a value, which are no part of it (RFC 9112 §5.1).
    private func lines(_ headers: HTTPHeaders) -> [String] {
        headers.map { header in
            let blanks = header.value.utf8.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
            return "\(header.name): \(String(decoding: header.value.utf8.dropLast(blanks), as: UTF8.self))"
        }
    }
}
