// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Wire

/// One entry of an HTTP Archive.
struct HAREntry {
    let startedAt: Date
    /// How long it took.
    let seconds: Double
    private let json: JSONValue
    private let url: URLComponents

    /// Reads an entry.
    ///
    /// - Throws: ``CassetteProblem`` with `.invalid`.
    init(_ json: JSONValue) throws {
        guard let text = json["request"]?["url"]?.stringValue, let url = URLComponents(string: text), url.host != nil,
            json["request"]?["method"]?.stringValue != nil
        else { throw CassetteProblem(.invalid, "An entry of the archive has no request with a method and a URL.") }
        guard let date = json["startedDateTime"]?.stringValue.flatMap(Self.date) else {
            throw CassetteProblem(.invalid, "The entry \(text) says not when it began.")
        }
        self.json = json
        self.url = url
        startedAt = date
        seconds = (json["time"]?.doubleValue ?? 0) / 1000
    }

    /// What happened, as a recorder is told of it.
    func events(exchange: Int, at start: Int64) -> [RecordedEvent] {
        var at = start
        var events: [RecordedEvent] = []
        func add(_ what: RecordedEvent.What) { events.append(RecordedEvent(exchange: exchange, at: at, what)) }
        add(.opened(opening))
        at += microseconds("send")
        if let body = body(json["request"]?["postData"]) { add(.requestBody(body)) }
        add(.requestEnded(trailers: [:]))
        at += microseconds("wait")
        guard let answer else {
            add(.ended(.unreachable))
            return events
        }
        add(.answered(answer))
        if let messages = json["_webSocketMessages"]?.arrayValue {
            events += frames(messages, exchange: exchange, at: &at, start: start)
            if let end = json["_webSocketClose"].map(Self.end) { add(.socketEnded(end)) }
        }
        at = max(at, start + Int64(seconds * 1e6))
        if answer.status != 101, let body = body(json["response"]?["content"]) { add(.answerBody(body)) }
        if answer.status != 101 { add(.answerEnded(trailers: [:])) }
        add(.ended(.complete))
        return events
    }

    private var opening: RecordedOpening {
        let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
        let target = RequestTarget(path: path, query: url.percentEncodedQuery).description
        let port = url.port.map { ":\($0)" } ?? ""
        let scheme = ["wss": "https", "ws": "http"][url.scheme ?? ""] ?? url.scheme ?? "https"
        return RecordedOpening(
            connection: json["connection"]?.stringValue.flatMap { Int($0) } ?? 1, scheme: scheme,
            authority: (url.host ?? "") + port,
            head: RequestHead(
                method: json["request"]?["method"]?.stringValue ?? "GET", target: target,
                headers: Self.headers(json["request"]?["headers"], body: nil)))
    }

    /// The answer's head, nil for the status 0 with which browsers say that there was none.
    private var answer: ResponseHead? {
        guard let status = json["response"]?["status"]?.intValue, status >= 100 else { return nil }
        return ResponseHead(
            status: status, reason: json["response"]?["statusText"]?.stringValue ?? "",
            headers: Self.headers(json["response"]?["headers"], body: body(json["response"]?["content"])))
    }

    private func frames(
        _ messages: [JSONValue], exchange: Int, at: inout Int64, start: Int64
    ) -> [RecordedEvent] {
        var seen: [RecordedSide: Int] = [:]
        let epoch = startedAt.timeIntervalSince1970
        return messages.compactMap { message in
            guard let data = message["data"]?.stringValue else { return nil }
            let side: RecordedSide = message["type"]?.stringValue == "send" ? .client : .server
            let opcode = UInt8(clamping: message["opcode"]?.intValue ?? 1)
            let isText = opcode == FrameOpcode.text.rawValue
            let payload = isText ? Array(data.utf8) : Base64.decode(data) ?? Array(data.utf8)
            at = max(at, start + Int64((((message["time"]?.doubleValue ?? epoch) - epoch) * 1e6).rounded()))
            seen[side, default: 0] += 1
            let frame = RecordedFrame(
                side: side, opcode: opcode, payload: ByteBuffer(bytes: payload), after: seen[side.other] ?? 0)
            return RecordedEvent(exchange: exchange, at: at, .frame(frame))
        }
    }

    private func microseconds(_ timing: String) -> Int64 {
        Int64(max(0, json["timings"]?[timing]?.doubleValue ?? 0) * 1000)
    }

    private func body(_ content: JSONValue?) -> ByteBuffer? {
        if let text = content?["text"]?.stringValue, !text.isEmpty {
            let isBase64 = content?["encoding"]?.stringValue == "base64"
            return ByteBuffer(bytes: isBase64 ? Base64.decode(text) ?? [] : Array(text.utf8))
        }
        guard let params = content?["params"]?.arrayValue, !params.isEmpty else { return nil }
        return ByteBuffer(
            string: PercentEncoding.form(
                params.map { ($0["name"]?.stringValue ?? "", $0["value"]?.stringValue ?? "") }))
    }

    // MARK: Parts

    /// Header lines as HTTP/1.1 has them: no pseudo fields; and, since archives hold bodies without any coding, a length
    /// that is that of the body.
    private static func headers(_ json: JSONValue?, body: ByteBuffer?) -> HeaderList {
        var list = HeaderList(
            (json?.arrayValue ?? []).compactMap { line in
                guard let name = line["name"]?.stringValue, let value = line["value"]?.stringValue,
                    !name.hasPrefix(":")
                else { return nil }
                return HeaderField(name: name, value: value)
            })
        guard let body else { return list }
        list.removeAll("Content-Encoding")
        list.removeAll("Transfer-Encoding")
        if list.contains("Content-Length") { list.set("Content-Length", String(body.readableBytes)) }
        return list
    }

    private static func end(_ json: JSONValue) -> RecordedSocketEnd {
        RecordedSocketEnd(
            by: json["by"]?.stringValue.flatMap(RecordedSide.init) ?? .server,
            hadCloseFrame: json["hadCloseFrame"]?.boolValue ?? true,
            code: json["code"]?.intValue.map { UInt16(clamping: $0) }, reason: json["reason"]?.stringValue ?? "",
            wasReset: json["wasReset"]?.boolValue ?? false)
    }

    private static func date(_ text: String) -> Date? {
        if let date = RecordingHeading.date(text) { return date }
        do { return try Date(text, strategy: .iso8601) } catch { return nil }
    }
}
