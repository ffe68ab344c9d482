// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// An answer read from the file and taken apart, so that playing it again only fills its slots.
final class PreparedAnswer {
    private enum Line {
        case plain(HeaderField)
        case slots(String, SlotText)
        case date(String, String)
        case datedSlots(String, SlotText)
    }

    private let stored: StoredExchange
    private let interims: [ResponseHead]
    private let lines: [Line]
    private let pieces: [PlayedBody.Piece]
    private let content: Content

    private enum Content {
        case plain(ByteBuffer)
        case slots(SlotText)
        /// Too large to be kept: its row, its blocks, its bytes.
        case blocks(Int64, count: Int, length: Int)
    }

    init(_ stored: StoredExchange, cassette: Cassette) throws {
        self.stored = stored
        interims = try cassette.interims(of: stored.id).map(\.head)
        lines = stored.answer?.headers.map(Self.line) ?? []
        let arrivals = try cassette.arrivals(of: stored.id, .server)
        var last = stored.answeredAt ?? stored.startedAt
        pieces = arrivals.map { arrival in
            defer { last = arrival.at }
            return PlayedBody.Piece(delay: max(0, arrival.at - last), size: arrival.size)
        }
        content = try Self.content(stored, arrivals, cassette)
    }

    /// The answer with a value in each slot.
    func played(cassette: Cassette, shift: DateShift, value: (Int) -> [UInt8]) throws -> PlayedAnswer {
        let body = try self.body(cassette, value)
        var head = stored.answer
        head?.headers = HeaderList(
            lines.map { line in
                switch line {
                case .plain(let field): field
                case .slots(let name, let text): HeaderField(name: name, value: Self.text(text.filled(value)))
                case .date(let name, let value): HeaderField(name: name, value: shift.moved(value, of: name))
                case .datedSlots(let name, let text):
                    HeaderField(name: name, value: shift.moved(Self.text(text.filled(value)), of: name))
                }
            })
        // A stand-in may be longer or shorter than the secret was in its encoding.
        if case .slots = content, head?.headers.contains("Content-Length") == true {
            head?.headers.set("Content-Length", String(body.length))
        }
        return PlayedAnswer(
            exchange: stored.id, interims: interims,
            delay: max(0, (stored.answeredAt ?? 0) - (stored.requestEndedAt ?? stored.startedAt)), head: head,
            body: body, trailers: stored.responseTrailers, outcome: stored.outcome)
    }

    /// The slots of the cookies that the answer sets.
    var cookieSlots: [Int] {
        lines.flatMap { line -> [Int] in
            guard case .datedSlots(let name, let text) = line, name.lowercased() == "set-cookie" else { return [] }
            return text.parts.compactMap { if case .slot(let number, _) = $0 { number } else { nil } }
        }
    }

    private func body(_ cassette: Cassette, _ value: (Int) -> [UInt8]) throws -> PlayedBody {
        switch content {
        case .plain(let bytes): return PlayedBody(bytes, pieces: pieces)
        case .slots(let text): return PlayedBody(ByteBuffer(bytes: text.filled(value)), pieces: pieces)
        case .blocks(let id, let count, let length):
            return PlayedBody(length: length, pieces: pieces, blockCount: count) { number in
                try cassette.block(number, ofBody: id)
            }
        }
    }

    private static func line(_ field: HeaderField) -> Line {
        let text = SlotText(Array(field.value.utf8))
        return switch (DateShift.concerns(field.name), text.hasSlots) {
        case (false, false): .plain(field)
        case (false, true): .slots(field.name, text)
        case (true, false): .date(field.name, field.value)
        case (true, true): .datedSlots(field.name, text)
        }
    }

    /// Bodies beyond this are read block by block each time.
    private static let mostKept = 1 << 20

    private static func content(
        _ stored: StoredExchange, _ arrivals: [StoredArrival], _ cassette: Cassette
    ) throws -> Content {
        guard let id = stored.responseBody else { return .plain(ByteBuffer()) }
        let (count, size) = try cassette.extent(ofBody: id)
        // A body with slots is kept as a whole, whatever its size: its length depends on what stands in them.
        let hasSlots = arrivals.count > 1 && arrivals.reduce(0, { $0 + $1.size }) != size
        if size > mostKept, !hasSlots { return .blocks(id, count: count, length: size) }
        let bytes = try cassette.body(id)
        let text = SlotText(Array(bytes.readableBytesView))
        return text.hasSlots ? .slots(text) : .plain(bytes)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
