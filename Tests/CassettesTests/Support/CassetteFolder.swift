// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB

@testable import Cassettes

/// A folder of its own for a test's files, gone with it.
final class CassetteFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("cassettes-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String = "tape.sqlite") -> String { url.appendingPathComponent(name).path }

    func bytes(_ name: String = "tape.sqlite") throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }

    /// Asks the file as `sqlite3` would.
    func rows(_ sql: String, in name: String = "tape.sqlite") throws -> [[String]] {
        try DatabaseQueue(path: path(name)).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: "NULL"
                    case .int64(let number): "\(number)"
                    case .double(let number): "\(number)"
                    case .string(let text): text
                    case .blob(let data): String(decoding: data, as: UTF8.self)
                    }
                }
            }
        }
    }

    /// Changes the file as `sqlite3` would.
    func execute(_ sql: String, in name: String = "tape.sqlite") throws {
        try DatabaseQueue(path: path(name)).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// Does something while another connection reads the file.
    func whileRead(_ name: String, _ body: () throws -> Void) throws {
        try DatabaseQueue(path: path(name)).writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM recording")
            try body()
            try db.execute(sql: "ROLLBACK")
        }
    }

    /// Does something while another connection holds the file for itself.
    func whileLocked(_ body: () throws -> Void) throws {
        try DatabaseQueue(path: path()).writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN EXCLUSIVE")
            try body()
            try db.execute(sql: "ROLLBACK")
        }
    }
}
