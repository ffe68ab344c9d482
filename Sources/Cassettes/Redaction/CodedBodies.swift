// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import Foundation
import GRDB
import NIOCore
import Wire

/// The bodies of a file that have a content coding, which a search of their bytes does not see through.
struct CodedBodies {
    /// One such body.
    struct Coded {
        /// The exchange, and which side's body it is.
        var exchange: Int64
        var column: String
        var codings: [String]
        var body: Int64
    }

    /// All of them.
    static func all(in db: Database) throws -> [Coded] {
        try [("requestHeaders", "requestBodyID"), ("responseHeaders", "responseBodyID")].flatMap { headers, body in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, \(headers) AS headers, \(body) AS body FROM exchange
                    WHERE \(body) IS NOT NULL AND \(headers) LIKE '%"content-encoding"%'
                    """
            ).compactMap { row in
                let codings = try HeaderText.read(row["headers"]).tokens("Content-Encoding").map { $0.lowercased() }
                let read = codings.filter { $0 != "identity" }
                return read.isEmpty ? nil : Coded(exchange: row["id"], column: body, codings: read, body: row["body"])
            }
        }
    }

    /// The content of a body behind its codings; nil where one of them is not known, or the content is not sound.
    static func content(of coded: Coded, in db: Database) throws -> [UInt8]? {
        var bytes = [UInt8](
            try Data.fetchOne(db, sql: "SELECT content FROM body WHERE id = ?", arguments: [coded.body]) ?? Data())
        let blocks = try Data.fetchCursor(
            db, sql: "SELECT content FROM bodyBlock WHERE bodyID = ? ORDER BY position", arguments: [coded.body])
        while let block = try blocks.next() { bytes += block }
        for coding in coded.codings.reversed() {
            guard let format = format(coding) else { return nil }
            let result = try Inflater(format).decompress(bytes, limit: longestContent)
            guard result.isSound else { return nil }
            bytes = result.bytes
        }
        return bytes
    }

    /// The most bytes that are searched of one body.
    private static let longestContent = 256 << 20

    private static func format(_ coding: String) -> DeflateFormat? {
        switch coding {
        case "gzip", "x-gzip": .gzip
        case "deflate": .zlib
        default: nil
        }
    }
}
