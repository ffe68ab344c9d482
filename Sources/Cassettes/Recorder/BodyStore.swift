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
        let words: (UInt64, UInt64, UInt64, UInt64)

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

        static func == (left: Key, right: Key) -> Bool { left.words == right.words }

        func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
    }

    /// A body of more bytes than this goes to the file in blocks while it arrives.
    static let blockBytes = 256 * 1024
    private static let mostRecent = 32 * 1024

    private let tables: CassetteTables
    private var nextID: Int64
    /// The rows of contents that were met lately, so that a repeated one asks no table.
    private var recent: [Key: Int64] = [:]

    init(tables: CassetteTables, nextID: Int64) {
        self.tables = tables
        self.nextID = nextID
    }

    /// Stores a content that is at hand.
    ///
    /// - Returns: its row, which may be one that was there already.
    mutating func store(_ content: ByteBuffer, isWhole: Bool, _ row: inout RowBuffer, _ db: Database) throws -> Int64 {
        guard isWhole else { return try insert(content, hash: nil, size: content.readableBytes, &row) }
        var hash = SHA256()
        content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        let digest = hash.finalize()
        let key = Key(digest)
        if let known = recent[key] { return known }
        var id = try insert(content, hash: digest, size: content.readableBytes, &row)
        if db.changesCount == 0 { id = try known(digest, db) ?? id }
        remember(key, id)
        return id
    }

    /// Stores a further part of a body that is not whole yet.
    mutating func append(_ content: ByteBuffer, to body: inout BodyInFlight, _ row: inout RowBuffer) throws {
        guard content.readableBytes > 0 else { return }
        body.noteStored(content)
        guard let id = body.id else {
            return body.id = try insert(content, hash: nil, size: 0, &row)
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
        let digest = body.digest()
        if body.isWhole, let same = try known(digest, db) {
            try db.execute(sql: "DELETE FROM bodyBlock WHERE bodyID = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM body WHERE id = ?", arguments: [id])
            body.id = same
            return
        }
        try db.execute(
            sql: "UPDATE body SET hash = ?, size = ? WHERE id = ?",
            arguments: [body.isWhole ? Data(digest) : nil, body.storedBytes, id])
        if body.isWhole { remember(Key(digest), id) }
    }

    private mutating func insert(
        _ content: ByteBuffer, hash: SHA256Digest?, size: Int, _ row: inout RowBuffer
    ) throws -> Int64 {
        let id = nextID
        nextID += 1
        row.clear()
        row.integer(id)
        row.blob(hash)
        row.integer(size)
        row.blob(content)
        try tables.body.run(row)
        return id
    }

    private func known(_ digest: SHA256Digest, _ db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM body WHERE hash = ?")
        return try Int64.fetchOne(statement, arguments: [Data(digest)])
    }

    private mutating func remember(_ key: Key, _ id: Int64) {
        if recent.count >= Self.mostRecent { recent.removeAll(keepingCapacity: true) }
        recent[key] = id
    }
}

extension RowBuffer {
    /// Adds a hash, or NULL.
    fileprivate mutating func blob(_ digest: SHA256Digest?) {
        guard let digest else { return integer(nil as Int64?) }
        digest.withUnsafeBytes { blob($0) }
    }
}
