// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
public import NIOCore
import Wire

extension Cassette {
    /// All recordings, in the order in which they were made.
    public func recordings() throws -> [StoredRecording] {
        try read { db in try Row.fetchAll(db, sql: "SELECT * FROM recording ORDER BY id").map(StoredRecording.init) }
    }

    /// The recordings that are read together: the last whole one, of that name if one is given, and what was added to it.
    ///
    /// - Throws: ``CassetteProblem`` with `.unknown` where there is none.
    public func currentRecordings(named name: String? = nil) throws -> [StoredRecording] {
        let all = try recordings().filter { name == nil || $0.name == name }
        guard !all.isEmpty else {
            throw CassetteProblem(.unknown, "\(path) holds no recording\(name.map { " called \($0)" } ?? "").")
        }
        return Array(all[(all.lastIndex { !$0.isAddition } ?? 0)...])
    }

    /// The exchange of that number.
    ///
    /// - Throws: ``CassetteProblem`` with `.unknown`.
    public func exchange(_ id: Int64) throws -> StoredExchange {
        let row = try read {
            try Row.fetchOne($0, sql: "SELECT \(StoredExchange.columns) FROM exchange WHERE id = ?", arguments: [id])
        }
        guard let row else { throw CassetteProblem(.unknown, "\(path) has no exchange \(id).") }
        return try StoredExchange(row)
    }

    /// Up to so many exchanges of a recording, behind one of them.
    public func exchanges(of recording: Int64, after id: Int64 = 0, limit: Int = 1000) throws -> [StoredExchange] {
        try read { db in
            try Row.fetchAll(db, sql: Self.exchangesOfRecording, arguments: [recording, id, limit]).map(
                StoredExchange.init)
        }
    }

    /// The answers before the final one.
    public func interims(of exchange: Int64) throws -> [StoredInterim] {
        try read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.interimsOfExchange), arguments: [exchange]).map { row in
                StoredInterim(
                    at: row["at"],
                    head: ResponseHead(
                        status: row["status"], reason: row["reason"], headers: try HeaderText.read(row["headers"])))
            }
        }
    }

    /// The pieces in which a body arrived; none where it came in a single one.
    public func arrivals(of exchange: Int64, _ side: RecordedSide) throws -> [StoredArrival] {
        try read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.arrivalsOfBody), arguments: [exchange, side.rawValue])
                .map { StoredArrival(at: $0["at"], size: $0["size"]) }
        }
    }

    /// The frames of a socket.
    public func frames(of exchange: Int64) throws -> [StoredFrame] {
        try read { db in
            try Row.fetchAll(db, sql: Self.framesOfSocket, arguments: [exchange]).map(StoredFrame.init)
        }
    }

    /// How a socket ended, nil where it was open to the last.
    public func socketEnd(of exchange: Int64) throws -> StoredSocketEnd? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM socketEnd WHERE exchangeID = ?", arguments: [exchange])
                .map(StoredSocketEnd.init)
        }
    }

    /// The slots of a recording, by their number.
    public func slots(of recording: Int64) throws -> [Int: Slot] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM slot WHERE recordingID = ?", arguments: [recording])
            return Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    let number: Int = row["number"]
                    let slot = Slot(
                        number: number, kind: Slot.Kind(rawValue: row["kind"]) ?? .configured, user: row["user"],
                        name: row["name"], shape: SlotShape(description: row["shape"]))
                    return (number, slot)
                })
        }
    }

    /// How many blocks a body has, and how many bytes.
    func extent(ofBody id: Int64) throws -> (blocks: Int, bytes: Int) {
        try read { db in
            let row = try Row.fetchOne(db.cachedStatement(sql: Self.extentOfBody), arguments: [id])
            return row.map { ($0[0], $0[1]) } ?? (0, 0)
        }
    }

    /// One block of a body, the first one being 0; empty behind the last.
    func block(_ position: Int, ofBody id: Int64) throws -> ByteBuffer {
        let data = try read { db in
            try position == 0
                ? Data.fetchOne(db.cachedStatement(sql: Self.firstBlock), arguments: [id])
                : Data.fetchOne(db.cachedStatement(sql: Self.furtherBlock), arguments: [id, position])
        }
        return ByteBuffer(bytes: data ?? Data())
    }

    /// A whole body, or the first bytes of a longer one.
    public func body(_ id: Int64?, limit: Int = .max) throws -> ByteBuffer {
        guard let id else { return ByteBuffer() }
        let count = try extent(ofBody: id).blocks
        var body = try block(0, ofBody: id)
        var position = 1
        while position < count, body.readableBytes < limit {
            var next = try block(position, ofBody: id)
            body.writeBuffer(&next)
            position += 1
        }
        return body.readSlice(length: min(limit, body.readableBytes)) ?? body
    }

    /// Read along the index of a recording's exchanges.
    static let exchangesOfRecording = """
        SELECT \(StoredExchange.columns) FROM exchange WHERE recordingID = ? AND id > ? ORDER BY id LIMIT ?
        """
    static let interimsOfExchange =
        "SELECT at, status, reason, headers FROM interim WHERE exchangeID = ? ORDER BY position"
    static let arrivalsOfBody = "SELECT at, size FROM arrival WHERE exchangeID = ? AND side = ? ORDER BY position"
    static let framesOfSocket = "SELECT * FROM frame WHERE exchangeID = ? ORDER BY position"
    static let extentOfBody = """
        SELECT 1 + (SELECT count(*) FROM bodyBlock WHERE bodyID = body.id), size FROM body WHERE id = ?
        """
    static let firstBlock = "SELECT content FROM body WHERE id = ?"
    static let furtherBlock = "SELECT content FROM bodyBlock WHERE bodyID = ? AND position = ?"
}
