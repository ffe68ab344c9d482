// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Finds the recorded exchanges that come nearest to a live request that none of them matches.
enum NearRequests {
    /// The most pairs of path and method that are looked at.
    static let mostKeys = 10_000
    /// The most exchanges of one pair that are compared.
    static let mostPerKey = 8
    private static let mostCompared = 6

    /// The pairs of path and method that come nearest.
    static func keys(near live: LiveRequest, among keys: [PlaybackIndex.Key]) -> [PlaybackIndex.Key] {
        let segments = live.target.path.split(separator: "/")
        func score(_ key: PlaybackIndex.Key) -> Int {
            let others = key.path.split(separator: "/")
            let same = zip(segments, others).count { $0 == $1 }
            return 4 * same - abs(segments.count - others.count) + (key.method == live.method ? 2 : 0)
        }
        let scored = keys.map { (key: $0, score: score($0)) }.sorted { $0.score > $1.score }
        let near = scored.filter { $0.score > 0 }
        return (near.isEmpty ? scored : near).prefix(mostCompared).map(\.key)
    }

    /// How far a live request meets the conditions of a recorded one.
    static func compare(
        _ live: LiveRequest, _ entry: PlaybackEntry, _ users: LiveUsers, _ matchers: [RequestMatcher]
    ) throws -> (score: Int, near: UnmatchedRequest.Near) {
        let conditions = try matchers.map { matcher in
            UnmatchedRequest.Condition(
                matcher: matcher.rawValue, holds: try matcher.holds(live, entry, users),
                recorded: try recorded(matcher, entry), live: self.live(matcher, live))
        }
        let near = UnmatchedRequest.Near(
            name: "exchange \(entry.stored.id), \(entry.stored.request.method) \(entry.stored.request.target)",
            isRead: entry.reads > 0, conditions: conditions)
        // The path tells most, and what was not played is more likely to be meant.
        let score = conditions.reduce(0) { $0 + ($1.holds ? $1.matcher == RequestMatcher.path.rawValue ? 3 : 2 : 0) }
        return (score + (entry.reads == 0 ? 1 : 0), near)
    }

    private static func recorded(_ matcher: RequestMatcher, _ entry: PlaybackEntry) throws -> String {
        let target = RequestTarget(entry.stored.request.target)
        return switch matcher {
        case .method: entry.stored.request.method
        case .path: target.path
        case .query: target.query ?? ""
        case .body: String(decoding: try entry.requestBody().prefix(4096), as: UTF8.self)
        case .user: entry.stored.user.map { "user \($0)" } ?? "nobody"
        }
    }

    private static func live(_ matcher: RequestMatcher, _ live: LiveRequest) -> String {
        switch matcher {
        case .method: live.method
        case .path: live.target.path
        case .query: live.target.query ?? ""
        case .body: String(decoding: live.body.readableBytesView.prefix(4096), as: UTF8.self)
        case .user:
            switch live.sender {
            case .nobody: "nobody"
            case .user: "another user of the recording"
            case .stranger: "somebody who is not in the recording"
            }
        }
    }
}
