// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Node {
    /// The node with another text for each scalar; keys stay.
    public func mapped<E: Error>(_ change: (String, SourcePlace) throws(E) -> String) throws(E) -> Node {
        switch self {
        case .scalar(let text, let isQuoted, let place):
            let changed = try change(text, place)
            return .scalar(changed, isQuoted: isQuoted || changed != text, place: place)
        case .list(let nodes, let place):
            var mapped: [Node] = []
            for node in nodes { mapped.append(try node.mapped(change)) }
            return .list(mapped, place: place)
        case .map(let entries, let place):
            var mapped: [Entry] = []
            for entry in entries {
                mapped.append(Entry(key: entry.key, keyPlace: entry.keyPlace, value: try entry.value.mapped(change)))
            }
            return .map(mapped, place: place)
        }
    }
}
