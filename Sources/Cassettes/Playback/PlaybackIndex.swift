// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// Finds recorded exchanges by method and path, along the index of the file and only as far as they are asked for.
///
/// - Shape: the next exchanges of each key are kept, and the last ones that were played of all; what else is asked for
///   is read from the file each time.
struct PlaybackIndex {
    /// What exchanges are looked up by.
    struct Key: Hashable {
        var path: String
        var method: String
    }

    /// The exchanges of one key as far as they were read.
    private final class Shelf {
        /// The next ones that were not played, in their order.
        var unread: [PlaybackEntry] = []
        /// Those that were played although they come behind the next ones.
        var ahead: Set<Int64> = []
        /// Those that were played last, the last one at the end.
        var played: [PlaybackEntry] = []
        /// Whether others were played before those.
        var hasForgotten = false
        var recording = 0
        var last: Int64 = 0
    }

    private let cassette: Cassette
    private let recordings: [Int64]
    private let identity: (Int?, Int64) -> String?
    private var shelves: [Key: Shelf] = [:]
    /// From where the last ones were played, in the order in which they were.
    private var turns: [Shelf] = []
    private var turn = 0
    private var slotted: [String: [Key]] = [:]
    private var known: [Key]?

    /// The most exchanges that are kept after they were played.
    private static let mostPlayed = 4096
    /// The most exchanges of a key that are kept before they are played.
    private static let mostUnread = 4096
    /// How many exchanges are read at a time: few at first, for most requests are asked a few times only.
    private static let pages = 8...256

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
        var position = 0
        while try position < shelf.unread.count || load(key, into: shelf) {
            let entry = shelf.unread[position]
            if try condition(entry) { return (entry, nil) }
            position += 1
        }
        if let entry = try ahead(key, shelf, where: condition) { return (entry, nil) }
        let read = try shelf.played.last(where: condition)
        return (nil, try read ?? forgotten(key, shelf, where: condition))
    }

    /// Notes that an entry was played.
    mutating func markRead(_ entry: PlaybackEntry, of key: Key) {
        entry.reads += 1
        let shelf = shelf(key)
        if let position = shelf.unread.firstIndex(where: { $0 === entry }) {
            shelf.unread.remove(at: position)
        } else if let position = shelf.played.lastIndex(where: { $0 === entry }) {
            shelf.played.remove(at: position)
        } else if entry.stored.id > shelf.last {
            shelf.ahead.insert(entry.stored.id)
        }
        turn += 1
        entry.turn = turn
        shelf.played.append(entry)
        turns.append(shelf)
        if turns.count >= 2 * Self.mostPlayed { forgetOldest() }
    }

    private mutating func forgetOldest() {
        let last = turn - Self.mostPlayed
        for shelf in turns.prefix(Self.mostPlayed) {
            let count = shelf.played.prefix { $0.turn <= last }.count
            guard count > 0 else { continue }
            shelf.played.removeFirst(count)
            shelf.hasForgotten = true
        }
        turns.removeFirst(Self.mostPlayed)
    }

    /// The keys under which exchanges with a slot in their path are filed.
    mutating func slottedKeys(method: String) throws -> [Key] {
        if let keys = slotted[method] { return keys }
        let found = try recordings.flatMap { recording in
            try cassette.read { db in
                try String.fetchAll(db, sql: Self.slottedPaths, arguments: [recording, method])
                    .map { Key(path: $0, method: method) }
            }
        }
        slotted[method] = found
        return found
    }

    /// All keys, for whoever looks for what is near; at most so many of a recording.
    mutating func keys(limit: Int) throws -> [Key] {
        if let known { return known }
        let all = try recordings.flatMap { try keys(of: $0, limit: limit) }
        known = all
        return all
    }

    /// Goes from one key to the next along the index, past all exchanges of each.
    private func keys(of recording: Int64, limit: Int) throws -> [Key] {
        try cassette.read { db in
            let next = try db.makeStatement(sql: Self.nextKey)
            var keys: [Key] = []
            while keys.count < limit {
                let last = keys.last ?? Key(path: "", method: "")
                let row = try Row.fetchOne(next, arguments: [recording, last.path, last.method])
                guard let row else { break }
                keys.append(Key(path: row[0], method: row[1]))
            }
            return keys
        }
    }

    /// Some exchanges of a key, for whoever looks for what is near: first those that were not played.
    mutating func sample(_ key: Key, limit: Int) throws -> [PlaybackEntry] {
        let shelf = shelf(key)
        while try shelf.unread.count < limit && load(key, into: shelf) {}
        let unread = shelf.unread.prefix(limit)
        return Array(unread) + shelf.played.suffix(limit - unread.count)
    }

    private mutating func shelf(_ key: Key) -> Shelf {
        if let shelf = shelves[key] { return shelf }
        let shelf = Shelf()
        shelves[key] = shelf
        return shelf
    }

    /// Reads on; false where all of that key was read, or enough of it is kept.
    private func load(_ key: Key, into shelf: Shelf) throws -> Bool {
        while shelf.recording < recordings.count, shelf.unread.count < Self.mostUnread {
            let recording = recordings[shelf.recording]
            let size = min(max(shelf.unread.count, Self.pages.lowerBound), Self.pages.upperBound)
            let page = try entries(Self.exchanges, [recording, key.path, key.method, shelf.last, size])
            if let last = page.last { shelf.last = last.stored.id }
            if page.count < size { shelf.recording += 1 }
            let unread = page.filter { $0.isPlayable && shelf.ahead.remove($0.stored.id) == nil }
            shelf.unread += unread
            if !unread.isEmpty { return true }
        }
        return false
    }

    /// The first exchange behind those that are kept that was not played and meets the condition.
    private func ahead(
        _ key: Key, _ shelf: Shelf, where condition: (PlaybackEntry) throws -> Bool
    ) throws -> PlaybackEntry? {
        for recording in recordings.dropFirst(shelf.recording) {
            let entry = try first(key, of: recording, by: Self.exchanges, beyond: shelf.last) { entry in
                try !shelf.ahead.contains(entry.stored.id) && condition(entry)
            }
            if let entry { return entry }
        }
        return nil
    }

    /// The last exchange that was played, is no longer kept, and meets the condition.
    private func forgotten(
        _ key: Key, _ shelf: Shelf, where condition: (PlaybackEntry) throws -> Bool
    ) throws -> PlaybackEntry? {
        guard shelf.hasForgotten else { return nil }
        let unread = Set(shelf.unread.map(\.stored.id))
        let newest = max(shelf.last, shelf.ahead.max() ?? 0)
        for recording in recordings.reversed() {
            let entry = try first(key, of: recording, by: Self.exchangesBefore, beyond: newest + 1) { entry in
                let wasPlayed = entry.stored.id <= shelf.last || shelf.ahead.contains(entry.stored.id)
                return try wasPlayed && !unread.contains(entry.stored.id) && condition(entry)
            }
            guard let entry else { continue }
            entry.reads = 1
            return entry
        }
        return nil
    }

    /// The first exchange of a recording that can be played and meets the condition, read page by page from an id on.
    private func first(
        _ key: Key, of recording: Int64, by sql: String, beyond id: Int64,
        where condition: (PlaybackEntry) throws -> Bool
    ) throws -> PlaybackEntry? {
        var last = id
        while case let page = try entries(sql, [recording, key.path, key.method, last, Self.pages.upperBound]),
            let end = page.last
        {
            last = end.stored.id
            if let entry = try page.first(where: { try $0.isPlayable && condition($0) }) { return entry }
        }
        return nil
    }

    private func entries(_ sql: String, _ arguments: StatementArguments) throws -> [PlaybackEntry] {
        let rows = try cassette.read { db in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments) }
        return try rows.map { row in
            let stored = try StoredExchange(row)
            return PlaybackEntry(stored, identity: identity(stored.user, stored.recording), cassette: cassette)
        }
    }

    /// Read along `exchangeByRequest`.
    static let exchanges = """
        SELECT \(StoredExchange.columns) FROM exchange WHERE recordingID = ? AND path = ? AND method = ? AND id > ? ORDER BY id LIMIT ?
        """
    /// Read along `exchangeByRequest`.
    static let exchangesBefore = """
        SELECT \(StoredExchange.columns) FROM exchange WHERE recordingID = ? AND path = ? AND method = ? AND id < ? ORDER BY id DESC LIMIT ?
        """
    /// Read along `exchangeWithSlotInPath`.
    static let slottedPaths = """
        SELECT DISTINCT path FROM exchange INDEXED BY exchangeWithSlotInPath
            WHERE recordingID = ? AND method = ? AND instr(path, '{{slot:') > 0
        """
    /// Read along `exchangeByRequest`.
    static let nextKey = """
        SELECT path, method FROM exchange WHERE recordingID = ? AND (path, method) > (?, ?) ORDER BY path, method LIMIT 1
        """
}
