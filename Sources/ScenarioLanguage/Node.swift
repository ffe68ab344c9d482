// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One value of a YAML document with its place: a scalar, a list or a map.
public indirect enum Node: Sendable, Hashable {
    /// Text; `isQuoted` keeps `"1"` apart from `1`.
    case scalar(String, isQuoted: Bool, place: SourcePlace)
    /// An ordered list.
    case list([Node], place: SourcePlace)
    /// Keys and values in the order of the file.
    case map([Entry], place: SourcePlace)

    /// One key of a map with its value.
    public struct Entry: Sendable, Hashable {
        /// The key.
        public let key: String
        /// Where the key stands.
        public let keyPlace: SourcePlace
        /// Its value.
        public let value: Node

        /// Makes an entry.
        public init(key: String, keyPlace: SourcePlace, value: Node) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// Where the value begins.
    public var place: SourcePlace {
        switch self {
        case .scalar(_, _, let place), .list(_, let place), .map(_, let place): place
        }
    }

    /// True for a key without a value (`proxy restarts:`) and for an unquoted `null` or `~`.
    public var isNothing: Bool {
        guard case .scalar(let text, false, _) = self else { return false }
        return ["", "~", "null"].contains(text)
    }

    /// The text of a scalar, nil for lists and maps.
    public var scalarText: String? {
        guard case .scalar(let text, _, _) = self else { return nil }
        return text
    }

    /// The kind of value in words, for diagnostics.
    public var kindInWords: String {
        switch self {
        case .scalar: isNothing ? "nothing" : "text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// Every scalar at or below this node, keys of maps included.
    public var scalars: [(text: String, place: SourcePlace)] {
        switch self {
        case .scalar(let text, _, let place): [(text, place)]
        case .list(let nodes, _): nodes.flatMap(\.scalars)
        case .map(let entries, _): entries.flatMap { [($0.key, $0.keyPlace)] + $0.value.scalars }
        }
    }
}
