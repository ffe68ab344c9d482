// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
import Wire

/// What of a recording was not played.
public struct UnreadEntries: Sendable, Hashable {
    /// How many exchanges there are.
    public var count: Int
    /// The first ones, each as `exchange 12: GET /api/v1/items`.
    public var exchanges: [String]
    /// What was left unsaid on sockets that were opened, each as `exchange 7: client message 3`.
    public var messages: [String]

    /// Whether everything was played.
    public var isEmpty: Bool { count == 0 && messages.isEmpty }
}

extension Cassette {
    /// The exchanges of some recordings that are not among those read, the first `limit` of them, and how many in all.
    func unread(of recordings: [Int64], read: Set<Int64>, limit: Int) throws -> UnreadEntries {
        try self.read { db in
            var entries = UnreadEntries(count: 0, exchanges: [], messages: [])
            for recording in recordings {
                let total = try Int.fetchOne(db, sql: Self.playableCount, arguments: [recording]) ?? 0
                entries.count += total
                let rows = try Row.fetchCursor(db, sql: Self.playable, arguments: [recording])
                while entries.exchanges.count < limit, let row = try rows.next() {
                    let id: Int64 = row["id"]
                    guard !read.contains(id) else { continue }
                    let target = RequestTarget(path: row["path"], query: row["query"])
                    entries.exchanges.append("exchange \(id): \(row["method"] as String) \(target)")
                }
            }
            entries.count = max(0, entries.count - read.count)
            return entries
        }
    }

    /// The sockets of a recording that were opened at a path.
    func sockets(of recording: Int64, path: String) throws -> [StoredExchange] {
        try read { db in
            try Row.fetchAll(db, sql: Self.socketsAtPath, arguments: [recording, path]).map(StoredExchange.init)
        }
    }

    /// The users of a recording, by their number.
    func users(of recording: Int64) throws -> [Int: LiveUsers.User] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM user WHERE recordingID = ?", arguments: [recording])
            return Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    let number: Int = row["number"]
                    let label: String = row["label"]
                    let identity: String = row["fingerprint"] ?? "\(recording)/\(label)"
                    return (number, LiveUsers.User(identity: identity, label: label))
                })
        }
    }

    /// Read along `exchangeByRequest`.
    static let socketsAtPath = """
        SELECT \(StoredExchange.columns) FROM exchange WHERE recordingID = ? AND path = ? AND method = 'GET' AND status = 101 ORDER BY id
        """
    private static let isPlayable =
        "(status IS NOT NULL OR outcome IN ('server-left', 'server-reset', 'unreachable'))"
    static let playableCount = "SELECT count(*) FROM exchange WHERE recordingID = ? AND \(isPlayable)"
    static let playable = """
        SELECT id, method, path, query FROM exchange WHERE recordingID = ? AND \(isPlayable) ORDER BY id
        """
}
