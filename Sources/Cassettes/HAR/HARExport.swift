// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Wire

/// Writes recordings as an HTTP Archive, which browsers and mitmproxy read.
///
/// - Shape: sockets as `_webSocketMessages`, which Chromium and mitmproxy write too; how a socket ended as
///   `_webSocketClose`. Secrets are the marks of their slots.
/// - Source: HAR 1.2, W3C draft of 14 August 2012.
public struct HARExport {
    private let cassette: Cassette
    private let programVersion: String

    /// Writes what that cassette holds.
    public init(_ cassette: Cassette, programVersion: String) {
        self.cassette = cassette
        self.programVersion = programVersion
    }

    /// Writes whole recordings, piece by piece.
    public func write(_ recordings: [StoredRecording], to write: (String) throws -> Void) throws {
        let creator = JSONValue.object([("name", "tenantless"), ("version", .string(programVersion))])
        try write(#"{"log":{"version":"1.2","creator":\#(creator.serialized()),"entries":["#)
        var separator = "\n"
        for recording in recordings {
            var last: Int64 = 0
            while case let page = try cassette.exchanges(of: recording.id, after: last), let end = page.last {
                for exchange in page {
                    try write(separator + entry(exchange, startedAt: recording.startedAt).serialized())
                    separator = ",\n"
                }
                last = end.id
            }
        }
        try write("\n]}}\n")
    }

    private func entry(_ exchange: StoredExchange, startedAt: Date) throws -> JSONValue {
        let end = exchange.endedAt ?? exchange.answeredAt ?? exchange.startedAt
        let sent = exchange.requestEndedAt ?? exchange.startedAt
        let answered = exchange.answeredAt ?? end
        let time = startedAt.addingTimeInterval(Double(exchange.startedAt) / 1e6)
        var members: [(String, JSONValue)] = [
            ("startedDateTime", .string(RecordingHeading.text(time))),
            ("time", Self.milliseconds(end - exchange.startedAt)),
            ("request", try request(exchange)), ("response", try response(exchange)), ("cache", .object([])),
            (
                "timings",
                .object([
                    ("send", Self.milliseconds(sent - exchange.startedAt)),
                    ("wait", Self.milliseconds(answered - sent)), ("receive", Self.milliseconds(end - answered)),
                ])
            ),
            ("connection", .string(String(exchange.connection))),
        ]
        if exchange.isSocket {
            members.append(("_resourceType", "websocket"))
            members.append(("_webSocketMessages", try messages(exchange.id, startedAt: startedAt)))
            if let end = try cassette.socketEnd(of: exchange.id)?.end {
                members.append(("_webSocketClose", Self.close(end)))
            }
        }
        return .object(members)
    }

    private func request(_ exchange: StoredExchange) throws -> JSONValue {
        let head = exchange.request
        let body = try cassette.body(exchange.requestBody)
        var members: [(String, JSONValue)] = [
            ("method", .string(head.method)),
            ("url", .string("\(exchange.scheme)://\(exchange.authority)\(head.target)")),
            ("httpVersion", .string(head.version.description)), ("cookies", Self.cookies(head.headers)),
            ("headers", Self.headers(head.headers)),
            (
                "queryString",
                .array(
                    RequestTarget(head.target).queryItems.map {
                        .object([("name", .string($0.name)), ("value", .string($0.value))])
                    })
            ),
            ("headersSize", -1), ("bodySize", .int(body.readableBytes)),
        ]
        if exchange.requestBody != nil {
            members.append(("postData", Self.content(body, of: head.headers, sizeNamed: nil)))
        }
        return .object(members)
    }

    private func response(_ exchange: StoredExchange) throws -> JSONValue {
        // An exchange without an answer has the status 0, as browsers write it.
        let head = exchange.answer ?? ResponseHead(status: 0)
        let body = try cassette.body(exchange.responseBody)
        return .object([
            ("status", .int(head.status)), ("statusText", .string(head.reason)),
            ("httpVersion", .string(head.version.description)), ("cookies", .array([])),
            ("headers", Self.headers(head.headers)),
            ("content", Self.content(body, of: head.headers, sizeNamed: "size")),
            ("redirectURL", .string(head.headers.first("Location") ?? "")), ("headersSize", -1),
            ("bodySize", .int(body.readableBytes)),
        ])
    }

    private func messages(_ exchange: Int64, startedAt: Date) throws -> JSONValue {
        var open: [RecordedSide: (opcode: UInt8, bytes: ByteBuffer)] = [:]
        var messages: [JSONValue] = []
        for stored in try cassette.frames(of: exchange) where stored.frame.opcode < 8 {
            let frame = stored.frame
            var message = open.removeValue(forKey: frame.side) ?? (frame.opcode, ByteBuffer())
            message.bytes.writeImmutableBuffer(frame.payload)
            guard frame.fin else {
                open[frame.side] = message
                continue
            }
            let time = startedAt.timeIntervalSince1970 + Double(stored.at) / 1e6
            let isText = message.opcode == FrameOpcode.text.rawValue
            let data = isText ? String(buffer: message.bytes) : Base64.encode(message.bytes.readableBytesView)
            messages.append(
                .object([
                    ("type", frame.side == .client ? "send" : "receive"), ("time", .number(String(time))),
                    ("opcode", .int(Int(message.opcode))), ("data", .string(data)),
                ]))
        }
        return .array(messages)
    }

    // MARK: Parts

    private static func close(_ end: RecordedSocketEnd) -> JSONValue {
        .object([
            ("by", .string(end.by.rawValue)), ("code", end.code.map { .int(Int($0)) } ?? .null),
            ("reason", .string(end.reason)), ("hadCloseFrame", .bool(end.hadCloseFrame)),
            ("wasReset", .bool(end.wasReset)),
        ])
    }

    private static func milliseconds(_ microseconds: Int64) -> JSONValue {
        .number(String(Double(max(0, microseconds)) / 1000))
    }

    private static func headers(_ list: HeaderList) -> JSONValue {
        .array(list.map { .object([("name", .string($0.name)), ("value", .string($0.value))]) })
    }

    private static func cookies(_ list: HeaderList) -> JSONValue {
        .array(
            list.all("Cookie").flatMap { CookieHeader.parse($0).pairs }.map {
                .object([("name", .string($0.name)), ("value", .string($0.value))])
            })
    }

    private static func content(_ body: ByteBuffer, of headers: HeaderList, sizeNamed size: String?) -> JSONValue {
        let type = headers.first("Content-Type") ?? ""
        var members: [(String, JSONValue)] = size.map { [($0, .int(body.readableBytes))] } ?? []
        members.append(("mimeType", .string(type)))
        if let text = String(validating: body.readableBytesView, as: UTF8.self) {
            members.append(("text", .string(text)))
        } else {
            members.append(("text", .string(Base64.encode(body.readableBytesView))))
            members.append(("encoding", "base64"))
        }
        return .object(members)
    }
}
