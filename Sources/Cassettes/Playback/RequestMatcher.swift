// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// One condition under which a live request is taken for a recorded one.
///
/// - Shape: named, so that whoever chooses matchers and whoever reads why nothing matched speak of the same thing.
public enum RequestMatcher: String, Sendable, Hashable, CaseIterable {
    /// The same method.
    case method
    /// The same path; a slot in it stands for anything.
    case path
    /// The same query items with the same values, in any order; a slot stands for anything.
    case query
    /// The same body: the same bytes, the same JSON or the same form; a slot stands for anything.
    case body
    /// Sent by the user by whom it was sent when it was recorded.
    case user

    /// Whether a live request meets this condition of a recorded one.
    func holds(_ live: LiveRequest, _ entry: PlaybackEntry, _ users: LiveUsers) throws -> Bool {
        switch self {
        case .method: live.method == entry.stored.request.method
        case .path: entry.path.matches(live.target.path.utf8)
        case .query: Self.isSameQuery(live.target.query, entry.query)
        case .body: try Self.isSameBody(live, entry)
        case .user: users.admits(live.sender, to: entry.identity)
        }
    }

    private static func isSameQuery(_ live: String?, _ recorded: String?) -> Bool {
        guard live != recorded else { return true }
        var rest = items(live)
        let wanted = items(recorded)
        guard rest.count == wanted.count else { return false }
        for item in wanted {
            let value = SlotText(Array(item.value.utf8))
            guard let index = rest.firstIndex(where: { $0.name == item.name && value.matches($0.value.utf8) }) else {
                return false
            }
            rest.remove(at: index)
        }
        return true
    }

    private static func items(_ query: String?) -> [(name: Substring, value: Substring)] {
        (query ?? "").split(separator: "&").map { item in
            let halves = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (halves[0], halves.count > 1 ? halves[1] : "")
        }
    }

    private static func isSameBody(_ live: LiveRequest, _ entry: PlaybackEntry) throws -> Bool {
        let recorded = try entry.requestBody()
        if recorded.isEmpty || live.body.readableBytes == 0 { return recorded.isEmpty && live.body.readableBytes == 0 }
        let bytes = Array(live.body.readableBytesView)
        if recorded == bytes { return true }
        let type = live.contentType
        if type.hasPrefix("multipart/"), let there = entry.boundary, let here = live.boundary {
            let text = String(octets: recorded).replacing(there, with: here)
            return SlotText(text.octets).matches(bytes)
        }
        if type.hasPrefix("application/x-www-form-urlencoded") {
            return isSameQuery(String(octets: bytes), String(octets: recorded))
        }
        if let same = JSONShape.isSame(recorded: recorded, live: bytes) { return same }
        return SlotText(recorded).matches(bytes)
    }
}
