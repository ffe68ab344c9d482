// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Writes what a cassette holds as text for people.
///
/// - Shape: without times and numbers of rows that differ from run to run, so that two recordings of the same traffic
///   are the same text, and `git diff` shows what has changed. Secrets are the marks of their slots.
public struct CassetteText {
    private let cassette: Cassette
    /// The most bytes of a body, or of a message, that are shown.
    public var longestBody: Int

    /// Writes what that cassette holds.
    public init(_ cassette: Cassette, longestBody: Int = 64 * 1024) {
        self.cassette = cassette
        self.longestBody = longestBody
    }

    // MARK: Whole recordings

    /// Writes whole recordings, piece by piece.
    public func export(_ recordings: [StoredRecording], to write: (String) throws -> Void) throws {
        for recording in recordings {
            try write("# \(recording.name)\(recording.isAddition ? " (an addition)" : "")\n")
            for (number, user) in try cassette.users(of: recording.id).sorted(by: { $0.key < $1.key }) {
                try write("user \(number): \(user.label)\n")
            }
            for (number, slot) in try cassette.slots(of: recording.id).sorted(by: { $0.key < $1.key }) where number > 0
            {
                let owner = slot.user.map { " of user \($0)" } ?? ""
                try write("slot \(number): \(slot.kind.rawValue) \(slot.name)\(owner)\n")
            }
            var last: Int64 = 0
            while case let page = try cassette.exchanges(of: recording.id, after: last), let end = page.last {
                for exchange in page { try write("\n" + show(exchange)) }
                last = end.id
            }
        }
    }

    // MARK: One exchange

    /// One line: number, user, method, target, status, bytes, milliseconds.
    public func line(_ exchange: StoredExchange) throws -> String {
        let bytes = try exchange.responseBody.map { try cassette.extent(ofBody: $0).bytes } ?? 0
        let status = exchange.answer.map { String($0.status) } ?? "---"
        let time = exchange.endedAt.map { " \(($0 - exchange.startedAt) / 1000) ms" } ?? " open"
        let user = exchange.user.map { " user \($0)" } ?? ""
        return "\(exchange.id) \(status) \(exchange.request.method) \(exchange.request.target) \(bytes) B\(time)\(user)"
    }

    /// The whole of an exchange: heads, bodies, frames and how it ended.
    public func show(_ exchange: StoredExchange) throws -> String {
        let user = exchange.user.map { " [user \($0)]" } ?? ""
        var text = "## \(exchange.request.method) \(exchange.request.target)\(user)\n"
        text += "\(exchange.scheme)://\(exchange.authority) \(exchange.request.version)\n"
        text += lines(exchange.request.headers, ">")
        text += try body(exchange.requestBody, exchange.request.headers, ">") + lines(exchange.requestTrailers, ">")
        for interim in try cassette.interims(of: exchange.id) {
            text += "< \(interim.head.status) \(interim.head.reason)\n" + lines(interim.head.headers, "<")
        }
        if let answer = exchange.answer {
            text += "< \(answer.status) \(answer.reason)\n" + lines(answer.headers, "<")
            text += try body(exchange.responseBody, answer.headers, "<") + lines(exchange.responseTrailers, "<")
        }
        if exchange.isSocket { text += try socket(exchange.id) }
        if exchange.outcome != .complete { text += "= \(exchange.outcome?.rawValue ?? "open")\n" }
        return text
    }

    private func socket(_ exchange: Int64) throws -> String {
        let frames = try cassette.frames(of: exchange).map { stored in
            let frame = stored.frame
            let kind = FrameOpcode(rawValue: frame.opcode).map { "\($0)" } ?? "opcode \(frame.opcode)"
            let part = frame.fin ? "" : " (more follows)"
            let isText = [.text, .continuation].contains(FrameOpcode(rawValue: frame.opcode))
            return "\(frame.side == .client ? ">" : "<") \(kind)\(part) \(content(frame.payload, isText: isText))\n"
        }
        let end = try cassette.socketEnd(of: exchange).map { stored in
            let code = stored.end.code.map { " \($0)" } ?? ""
            let how = stored.end.wasReset ? "reset" : stored.end.hadCloseFrame ? "close\(code)" : "no close frame"
            return
                "= ended by the \(stored.end.by.rawValue): \(how)\(stored.end.reason.isEmpty ? "" : " \(stored.end.reason)")\n"
        }
        return frames.joined() + (end ?? "")
    }

    private func lines(_ headers: HeaderList, _ sign: String) -> String {
        headers.map { "\(sign) \($0.name): \($0.value)\n" }.joined()
    }

    private func body(_ id: Int64?, _ headers: HeaderList, _ sign: String) throws -> String {
        guard let id else { return "" }
        let type = (headers.first("Content-Type") ?? "").lowercased()
        let bytes = try cassette.body(id, limit: longestBody)
        let size = try cassette.extent(ofBody: id).bytes
        guard type.contains("json"), bytes.readableBytes == size, let value = JSONText.value(bytes.readableBytesView)
        else {
            let isText = ["text/", "json", "xml", "javascript", "urlencoded"].contains { type.contains($0) }
            let rest = size > bytes.readableBytes ? "\n… \(size) bytes in all" : ""
            return indented(content(bytes, isText: isText) + rest)
        }
        return indented(JSONText.pretty(value))
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
    }

    private func content(_ bytes: ByteBuffer, isText: Bool) -> String {
        let shown = bytes.readableBytesView.prefix(longestBody)
        if isText, let text = String(validating: shown, as: UTF8.self) { return text }
        let digits = shown.prefix(Self.shownBinary).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "\(bytes.readableBytes) bytes: \(digits.joined(separator: " "))"
            + (bytes.readableBytes > Self.shownBinary ? " …" : "")
    }

    private static let shownBinary = 32
}
