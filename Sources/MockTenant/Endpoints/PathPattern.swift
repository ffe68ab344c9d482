// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A path with places: `{name}` is one segment, a last `{**}` is the rest, slashes included.
///
/// Segments are compared as they stand on the wire: nothing is decoded, so `%2F` is no slash.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
    private enum Segment: Sendable, Hashable {
        case literal(String)
        case place(String)
        case rest
    }

    let text: String
    /// Says whether one path alone fits.
    let isLiteral: Bool

    /// What every path that fits begins with; most patterns are ruled out by it.
    private let beginning: [UInt8]
    private let segments: [Segment]

    init(stringLiteral text: String) {
        self.text = text
        beginning = Array(text.utf8.prefix { $0 != UInt8(ascii: "{") })
        isLiteral = beginning.count == text.utf8.count
        segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { part in
            if part == "{**}" { return .rest }
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            return .place(String(part.dropFirst().dropLast()))
        }
    }

    /// The segments at the places, or nil where the path is another one.
    func match(_ path: String) -> [String: String]? {
        if isLiteral { return path == text ? [:] : nil }
        guard path.utf8.starts(with: beginning) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        var places: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            if segment == .rest {
                guard index < parts.count else { return nil }
                places["**"] = parts[index...].joined(separator: "/")
                return places
            }
            guard index < parts.count else { return nil }
            switch segment {
            case .literal(let literal): guard literal == parts[index] else { return nil }
            case .place(let name):
                guard !parts[index].isEmpty else { return nil }
                places[name] = parts[index]
            case .rest: break
            }
        }
        return parts.count == segments.count ? places : nil
    }
}
