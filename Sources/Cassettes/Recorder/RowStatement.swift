// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
import GRDBSQLite
import NIOCore

/// A prepared statement that takes its arguments from a row buffer without copying them.
///
/// - Shape: used only inside the access to the database that made it; the values are bound in place, because the
///   statement runs while the buffer is borrowed.
/// - Source: sqlite.org, "Binding Values To Prepared Statements" (`SQLITE_STATIC`).
struct RowStatement {
    private let statement: Statement
    private let connection: SQLiteConnection?

    /// Prepares a statement.
    init(_ database: Database, sql: String) throws {
        statement = try database.makeStatement(sql: sql)
        connection = database.sqliteConnection
    }

    /// Runs the statement once.
    func run(_ row: borrowing RowBuffer) throws {
        let pointer = statement.sqliteStatement
        let code = row.bytes.withUnsafeReadableBytes { bytes in
            for (index, value) in row.values.enumerated() {
                let position = Int32(index + 1)
                switch value {
                case .null: sqlite3_bind_null(pointer, position)
                case .integer(let number): sqlite3_bind_int64(pointer, position, number)
                case .text(let range):
                    let text = bytes.baseAddress?.advanced(by: range.lowerBound)
                    sqlite3_bind_text(
                        pointer, position, text?.assumingMemoryBound(to: CChar.self), Int32(range.count), nil)
                case .blob(let range):
                    // An empty blob needs an address too, or it would be NULL.
                    let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
                    if let address = slice.baseAddress, !range.isEmpty {
                        sqlite3_bind_blob(pointer, position, address, Int32(range.count), nil)
                    } else {
                        sqlite3_bind_zeroblob(pointer, position, 0)
                    }
                }
            }
            let code = sqlite3_step(pointer)
            sqlite3_reset(pointer)
            return code
        }
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
        }
    }
}
