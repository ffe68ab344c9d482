// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Foundation
import GRDB
import NIOCore

/// Puts bodies into the file, each content once, without ever holding a large one.
struct BodyStore {
    /// The SHA-256 of a content.
    struct Key: Hashable {
        private let words: (UInt64, UInt64, UInt64, UInt64)

        /// Hashes a content.
        init(of content: ByteBuffer) {
            var hash = SHA256()
            content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
            self.init(hash.finalize())
        }

        /// Takes what was hashed.
        init(_ digest: SHA256Digest) {
            words = digest.withUnsafeBytes { bytes in
                (
                    bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
                )
            }
        }

        /// Lends its 32 bytes.
        func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
            try withUnsafeBytes(of: words, body)
        }

        static func == (left: Key, right: Key) -> Bool { left.words == right.words }

        func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
    }

    /// A content that was met lately.
    private struct Met {
        var id: Int64
        /// How many texts were known to be secret when it held none of them; nil where that is not known.
        var cleanAmong: Int?
    }

    /// A body of more bytes than this goes to the file in blocks while it arrives.
    static let blockBytes = 256 * 1024
    private static let mostRecent = 32 * 1024

    private let tables: CassetteTables
    private var nextID: Int64
    /// The contents that were met lately, so that a repeated one asks no table.
    private var recent: [Key: Met] = [:]
    private(set) var repeated = RepeatedContents()

    init(tables: CassetteTables, nextID: Int64) {
        self.tables = tables
        self.nextID = nextID
    }

    /// The row of a content that was met lately and held no secret, when as many were known as now.
    mutating func clean(_ key: Key, _ content: ByteBuffer, among secrets: Int) -> Int64? {
        guard let met = recent[key], met.cleanAmong == secrets else { return nil }
        repeated.note(content, id: met.id, among: secrets)
        return met.id
    }

    /// Takes notice that a content holds none of so many secrets.
    mutating func noteClean(_ key: Key, _ content: ByteBuffer, _ id: Int64, among secrets: Int) {
        recent[key]?.cleanAmong = secrets
        repeated.note(content, id: id, among: secrets)
    }

    /// Stores a content that is at hand; one without a key is not whole.
    ///
    /// - Returns: its row, which may be one that was there already.
    mutating func store(_ content: ByteBuffer, _ key: Key?, _ row: inout RowBuffer, _ db: Database) throws -> Int64 {
        guard let key else { return try insert(content, nil, size: content.readableBytes, &row) }
        if let met = recent[key] { return met.id }
        var id = try insert(content, key, size: content.readableBytes, &row)
        if db.changesCount == 0 { id = try known(key, db) ?? id }
        remember(key, id)
        return id
    }

    /// Stores a further part of a body that is not whole yet.
    mutating func append(_ content: ByteBuffer, to body: inout BodyInFlight, _ row: inout RowBuffer) throws {
        guard content.readableBytes > 0 else { return }
        body.noteStored(content)
        guard let id = body.id else {
            return body.id = try insert(content, nil, size: 0, &row)
        }
        body.blocks += 1
        row.clear()
        row.integer(id)
        row.integer(body.blocks)
        row.blob(content)
        try tables.bodyBlock.run(row)
    }

    /// Ends a body that was stored in parts: gives it its hash, or takes the row that has the same content.
    mutating func finish(_ body: inout BodyInFlight, _ db: Database) throws {
        guard let id = body.id else { return }
        let key = Key(body.digest())
        if body.isWhole, let same = try known(key, db) {
            try db.execute(sql: "DELETE FROM bodyBlock WHERE bodyID = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM body WHERE id = ?", arguments: [id])
            body.id = same
            return
        }
        try db.execute(
            sql: "UPDATE body SET hash = ?, size = ? WHERE id = ?",
            arguments: [body.isWhole ? key.withBytes { Data($0) } : nil, body.storedBytes, id])
        if body.isWhole { remember(key, id) }
    }

    private mutating func insert(
        _ content: ByteBuffer, _ key: Key?, size: Int, _ row: inout RowBuffer
    ) throws -> Int64 {
        let id = nextID
        nextID += 1
        row.clear()
        row.integer(id)
        if let key { key.withBytes { row.blob($0) } } else { row.integer(nil as Int64?) }
        row.integer(size)
        row.blob(content)
        try tables.body.run(row)
        return id
    }

    private func known(_ key: Key, _ db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM body WHERE hash = ?")
        return try Int64.fetchOne(statement, arguments: [key.withBytes { Data($0) }])
    }

    private mutating func remember(_ key: Key, _ id: Int64) {
        if recent.count >= Self.mostRecent { recent.removeAll(keepingCapacity: true) }
        recent[key] = Met(id: id)
    }
}
