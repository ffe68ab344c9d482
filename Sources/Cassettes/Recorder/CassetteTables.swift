// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// The statements that fill the tables of a recording.
///
/// - Shape: the values of a row come in the order of the columns in ``CassetteMigrations``.
struct CassetteTables {
    let exchange: RowStatement
    let interim: RowStatement
    let body: RowStatement
    let bodyBlock: RowStatement
    let arrival: RowStatement
    let frame: RowStatement
    let socketEnd: RowStatement
    let user: RowStatement
    let slot: RowStatement

    /// Prepares all of them.
    init(_ database: Database) throws {
        func insert(_ table: String, or: String = "ABORT") throws -> RowStatement {
            let places = try database.columns(in: table).map { _ in "?" }.joined(separator: ", ")
            return try RowStatement(database, sql: "INSERT OR \(or) INTO \(table) VALUES (\(places))")
        }
        // An exchange that was under way gets its row again when it has ended.
        exchange = try insert("exchange", or: "REPLACE")
        interim = try insert("interim")
        // A content that is there already stays as it is.
        body = try insert("body", or: "IGNORE")
        bodyBlock = try insert("bodyBlock")
        arrival = try insert("arrival")
        frame = try insert("frame")
        socketEnd = try insert("socketEnd")
        user = try insert("user")
        slot = try insert("slot")
    }
}
