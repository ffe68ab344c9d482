// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

extension RowBuffer {
    /// The row of an exchange as far as it is known; `lender` holds what is lent of it.
    mutating func exchange(_ exchange: ExchangeInFlight, recordingID: Int64, _ lender: borrowing RowBuffer) {
        integer(exchange.id)
        integer(recordingID)
        integer(exchange.connection)
        integer(exchange.user)
        integer(exchange.startedAt)
        integer(exchange.requestEndedAt)
        integer(exchange.answeredAt)
        integer(exchange.endedAt)
        text(exchange.outcome?.rawValue ?? "open")
        append(exchange.opening, lender)
        integer(exchange.request.id)
        trailers(exchange.requestTrailers)
        if let answer = exchange.answer { append(answer, lender) } else { nulls(Self.answerColumns) }
        integer(exchange.response.id)
        trailers(exchange.responseTrailers)
    }

    /// What the row of an exchange says of its request's head.
    mutating func opening(_ opening: RecordedOpening) {
        text(opening.scheme)
        text(opening.authority)
        text(opening.head.method)
        target(opening.head.target)
        text(Self.spelling(opening.head.version))
        headers(opening.head.headers)
    }

    /// What the row of an exchange says of its answer's head, in so many columns: ``answerColumns``.
    mutating func answer(_ head: ResponseHead) {
        integer(head.status)
        text(head.reason)
        text(Self.spelling(head.version))
        headers(head.headers)
    }

    /// What the row of an interim answer says of its head.
    mutating func interim(_ head: ResponseHead) {
        integer(head.status)
        text(head.reason)
        headers(head.headers)
    }

    private static let answerColumns = 4

    private mutating func nulls(_ count: Int) { for _ in 0..<count { integer(nil as Int64?) } }

    /// The row of a frame.
    mutating func frame(_ placed: FramesInFlight.Placed, payload: ByteBuffer, exchangeID: Int64) {
        integer(exchangeID)
        integer(placed.position)
        text(placed.frame.side.rawValue)
        integer(Int64(placed.frame.opcode))
        integer(placed.frame.fin ? 1 : 0)
        integer(Int64(placed.frame.reserved))
        integer(placed.at)
        integer(placed.frame.after)
        blob(payload)
    }

    /// The row of a slot.
    mutating func slot(_ slot: Slot, recordingID: Int64) {
        integer(recordingID)
        integer(slot.number)
        text(slot.kind.rawValue)
        integer(slot.user)
        text(slot.name)
        text(slot.shape.description)
    }

    /// Path and query, in two columns.
    private mutating func target(_ target: String) {
        guard let mark = Self.mark(in: target) else {
            text(target)
            return integer(nil as Int64?)
        }
        text(target[..<mark])
        text(target[target.utf8.index(after: mark)...])
    }

    /// Where the query begins.
    static func mark(in target: String) -> String.Index? {
        let offset = target.utf8.withContiguousStorageIfAvailable { $0.firstIndex(of: UInt8(ascii: "?")) }
        guard let offset else { return target.utf8.firstIndex(of: UInt8(ascii: "?")) }
        return offset.map { target.utf8.index(target.startIndex, offsetBy: $0) }
    }

    private mutating func trailers(_ list: HeaderList) { headers(list.isEmpty ? nil : list) }

    private static func spelling(_ version: HTTPVersion) -> String {
        version == .http11 ? "HTTP/1.1" : version.description
    }
}
