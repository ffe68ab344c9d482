// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A map whose keys were checked against those allowed.
public struct NodeMap: Sendable, Hashable {
    /// The entries in the order of the file.
    public let entries: [Node.Entry]
    /// Where the map begins.
    public let place: SourcePlace

    /// Makes a map of entries that were checked already.
    public init(entries: [Node.Entry], place: SourcePlace) {
        self.entries = entries
        self.place = place
    }

    /// The value of a key, nil if it is not given.
    public subscript(key: String) -> Node? {
        entries.first { $0.key == key }?.value
    }

    /// The value of a key.
    ///
    /// - Throws: `Diagnostic` if the key is missing.
    public func required(_ key: String) throws(Diagnostic) -> Node {
        guard let node = self[key] else { throw Diagnostic(place, "the key \"\(key)\" is missing") }
        return node
    }

    /// The keys that are given among `keys`, in the order of the file.
    public func given(among keys: [String]) -> [Node.Entry] {
        entries.filter { keys.contains($0.key) }
    }

    /// The only one that is given among keys that exclude each other, nil if none is.
    public func one(among keys: [String]) throws(Diagnostic) -> Node.Entry? {
        let found = given(among: keys)
        if found.count > 1 {
            throw Diagnostic(found[1].keyPlace, "\"\(found[1].key)\" and \"\(found[0].key)\" exclude each other")
        }
        return found.first
    }
}

extension Node {
    /// The map with any keys.
    public func asMap() throws(Diagnostic) -> NodeMap {
        guard case .map(let entries, let place) = self else {
            throw Diagnostic(place, "expected a map, found \(kindInWords)")
        }
        return NodeMap(entries: entries, place: place)
    }

    /// The map if its keys are all among `keys`.
    ///
    /// - Throws: `Diagnostic` at the first key that is not.
    public func asMap(_ keys: [String], what: String = "key") throws(Diagnostic) -> NodeMap {
        let map = try asMap()
        for entry in map.entries where !keys.contains(entry.key) {
            throw Diagnostic.unknown(what, entry.key, at: entry.keyPlace, known: keys)
        }
        return map
    }
}
