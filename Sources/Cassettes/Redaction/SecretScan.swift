// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
import GRDBSQLite

/// Searches a whole file for secrets, after the recording and before the file gets its name.
///
/// - Shape: every text and every blob of every table, whatever it is meant for, for the known secrets in each of
///   their encodings, for JSON Web Tokens, for values whose name says that they are secret, and for what looks random
///   in header lines that carry cookies, tokens or keys.
struct SecretScan {
    private let finder: SecretFinder
    private let rules: RedactionRules
    private let slots: [Slot]

    /// The most places that are named.
    static let mostHits = 10

    /// Searches for the secrets that were met in a recording.
    init(_ redactor: Redactor) {
        rules = redactor.rules
        slots = redactor.book.slots
        finder = redactor.book.finderForScan
    }

    /// The places where secrets stand, at most ``mostHits``.
    func hits(in db: Database) throws -> [SecretHit] {
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table'
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'grdb\\_%' ESCAPE '\\' ORDER BY name
                """)
        var hits: [SecretHit] = []
        for table in tables {
            try search(table, db, into: &hits)
            if hits.count >= Self.mostHits { break }
        }
        return hits.isEmpty ? try seams(db) + coded(db) : hits
    }

    // MARK: Rows

    private func search(_ table: String, _ db: Database, into hits: inout [SecretHit]) throws {
        let columns = try db.columns(in: table)
        let keys = try db.primaryKey(table).columns
        let searched = columns.filter { ["TEXT", "BLOB"].contains($0.type) && !keys.contains($0.name) }
        guard !searched.isEmpty else { return }
        let names = (searched.map(\.name) + keys).map { "\"\($0)\"" }.joined(separator: ", ")
        let statement = try db.makeStatement(sql: "SELECT \(names) FROM \"\(table)\"")
        let pointer = statement.sqliteStatement
        defer { sqlite3_reset(pointer) }
        while sqlite3_step(pointer) == SQLITE_ROW {
            for (index, column) in searched.enumerated() {
                let bytes = UnsafeRawBufferPointer(
                    start: sqlite3_column_blob(pointer, Int32(index)),
                    count: Int(sqlite3_column_bytes(pointer, Int32(index))))
                guard let what = secret(in: bytes, column: column.name) else { continue }
                let row = keys.indices.map { Self.text(pointer, Int32(searched.count + $0)) }.joined(separator: "/")
                hits.append(SecretHit(table: table, row: row, column: column.name, what: what))
                if hits.count >= Self.mostHits { return }
            }
        }
    }

    private static func text(_ pointer: OpaquePointer, _ column: Int32) -> String {
        sqlite3_column_text(pointer, column).map { String(cString: $0) } ?? "NULL"
    }

    /// What secret stands in some bytes, nil where there is none.
    private func secret(in bytes: UnsafeRawBufferPointer, column: String) -> String? {
        for find in finder.finds(in: bytes) {
            switch find.meaning {
            case .secret(let number, let encoding):
                let slot = slots[number]
                let owner = slot.user.map { " of user \($0)" } ?? ""
                return "the \(slot.kind.rawValue) \(slot.name)\(owner), written as \(encoding.rawValue)"
            case .token: return "a JSON Web Token"
            case .name(let name):
                if NamedSecret.value(after: find.range, in: bytes) != nil { return "a value named \(name)" }
            case .mark, .matched: break
            }
        }
        return column.hasSuffix("Headers") ? RandomField.name(in: bytes, rules) : nil
    }

    // MARK: Bodies in blocks

    /// Searches where one block of a body meets the next.
    private func seams(_ db: Database) throws -> [SecretHit] {
        let seams = try Row.fetchCursor(
            db,
            sql: """
                SELECT bodyBlock.bodyID, bodyBlock.position, substr(bodyBlock.content, 1, ?1) AS head, substr(
                    CASE bodyBlock.position WHEN 1 THEN body.content ELSE
                    (SELECT before.content FROM bodyBlock AS before
                        WHERE before.bodyID = bodyBlock.bodyID AND before.position = bodyBlock.position - 1) END,
                    -?1) AS tail
                FROM bodyBlock JOIN body ON body.id = bodyBlock.bodyID
                """,
            arguments: [max(finder.longest, SecretFinder.longestToken)])
        var hits: [SecretHit] = []
        while let seam = try seams.next(), hits.count < Self.mostHits {
            let bytes: [UInt8] = [UInt8](seam["tail"] as Data) + [UInt8](seam["head"] as Data)
            guard let what = bytes.withUnsafeBytes({ secret(in: $0, column: "content") }) else { continue }
            let row = "\(seam["bodyID"] as Int64)/\(seam["position"] as Int64)"
            hits.append(SecretHit(table: "bodyBlock", row: row, column: "content", what: what))
        }
        return hits
    }

    // MARK: Bodies with a content coding

    /// Searches behind content codings; what cannot be searched cannot be published either.
    private func coded(_ db: Database) throws -> [SecretHit] {
        var hits: [SecretHit] = []
        for coded in try CodedBodies.all(in: db) where hits.count < Self.mostHits {
            let content = try CodedBodies.content(of: coded, in: db)
            let what =
                content.map { $0.withUnsafeBytes { secret(in: $0, column: "content") } }
                ?? "a body in the coding \(coded.codings.joined(separator: ", ")), which cannot be searched"
            guard let what else { continue }
            hits.append(
                SecretHit(table: "exchange", row: String(coded.exchange), column: coded.column, what: what))
        }
        return hits
    }
}
