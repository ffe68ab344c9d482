// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// Finds recorded exchanges by method and path, along the index of the file and only as far as they are asked for.
struct PlaybackIndex {
    /// What exchanges are looked up by.
    struct Key: Hashable {
        var path: String
        var method: String
    }

    /// The exchanges of one key, in their order, as far as they were read.
    private final class Shelf {
        var entries: [PlaybackEntry] = []
        /// All entries before this one have been played.
        var firstUnread = 0
        var recording = 0
        var last: Int64 = 0
        var isWhole = false
    }

    private let cassette: Cassette
    private let recordings: [Int64]
    private let identity: (Int?, Int64) -> String?
    private var shelves: [Key: Shelf] = [:]

    init(cassette: Cassette, recordings: [Int64], identity: @escaping (Int?, Int64) -> String?) {
        self.cassette = cassette
        self.recordings = recordings
        self.identity = identity
    }

    /// The first exchange of that key that was not played and meets the condition; or, where there is none, the last
    /// that was played and meets it.
    mutating func entry(
        _ key: Key, where condition: (PlaybackEntry) throws -> Bool
    ) throws -> (unread: PlaybackEntry?, read: PlaybackEntry?) {
        let shelf = shelf(key)
        var position = shelf.firstUnread
        while try position < shelf.entries.count || load(key, into: shelf) {
            let entry = shelf.entries[position]
            position += 1
            guard entry.reads == 0 else { continue }
            if try condition(entry) { return (entry, nil) }
        }
        return (nil, try shelf.entries.last { try $0.reads > 0 && condition($0) })
    }

    /// Notes that an entry was played.
    mutating func markRead(_ entry: PlaybackEntry, of key: Key) {
        entry.reads += 1
        let shelf = shelf(key)
        while shelf.firstUnread < shelf.entries.count, shelf.entries[shelf.firstUnread].reads > 0 {
            shelf.firstUnread += 1
        }
    }

    /// The keys under which exchanges with a slot in their path are filed.
    func slottedKeys(method: String) throws -> [Key] {
        try recordings.flatMap { recording in
            try cassette.read { db in
                try String.fetchAll(db, sql: Self.slottedPaths, arguments: [recording, method])
                    .map { Key(path: $0, method: method) }
            }
        }
    }

    /// All keys, for whoever looks for what is near; at most so many.
    func keys(limit: Int) throws -> [Key] {
        try recordings.flatMap { recording in
            try cassette.read { db in
                try Row.fetchAll(db, sql: Self.paths, arguments: [recording, limit])
                    .map { Key(path: $0["path"], method: $0["method"]) }
            }
        }
    }

    /// The first exchanges of a key, for whoever looks for what is near.
    mutating func sample(_ key: Key, limit: Int) throws -> [PlaybackEntry] {
        let shelf = shelf(key)
        while try shelf.entries.count < limit && load(key, into: shelf) {}
        return Array(shelf.entries.prefix(limit))
    }

    private mutating func shelf(_ key: Key) -> Shelf {
        if let shelf = shelves[key] { return shelf }
        let shelf = Shelf()
        shelves[key] = shelf
        return shelf
    }

    /// How many exchanges are read at a time: few at first, for most requests are asked a few times only.
    private static let pages = 8...256

    private func load(_ key: Key, into shelf: Shelf) throws -> Bool {
        while shelf.recording < recordings.count {
            let recording = recordings[shelf.recording]
            let page = min(max(shelf.entries.count, Self.pages.lowerBound), Self.pages.upperBound)
            let rows = try cassette.read { db in
                try Row.fetchAll(
                    db.cachedStatement(sql: Self.exchanges),
                    arguments: [recording, key.path, key.method, shelf.last, page])
            }
            let entries = try rows.map { row in
                let stored = try StoredExchange(row)
                return PlaybackEntry(stored, identity: identity(stored.user, stored.recording), cassette: cassette)
            }
            if let last = entries.last { shelf.last = last.stored.id }
            if entries.count < page { shelf.recording += 1 }
            shelf.entries += entries.filter(\.isPlayable)
            if entries.contains(where: \.isPlayable) { return true }
        }
        return false
    }

    /// Read along `exchangeByRequest`.
    static let exchanges = """
        SELECT \(StoredExchange.columns) FROM exchange WHERE recordingID = ? AND path = ? AND method = ? AND id > ? ORDER BY id LIMIT ?
        """
    /// Read along `exchangeWithSlotInPath`.
    static let slottedPaths = """
        SELECT DISTINCT path FROM exchange INDEXED BY exchangeWithSlotInPath
            WHERE recordingID = ? AND method = ? AND instr(path, '{{slot:') > 0
        """
    /// Read along `exchangeByRequest`.
    static let paths = """
        SELECT DISTINCT path, method FROM exchange WHERE recordingID = ? LIMIT ?
        """
}
