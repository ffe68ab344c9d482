// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A live request, or message, that no recorded one matches, with the three that come nearest.
public struct UnmatchedRequest: Sendable, Hashable, CustomStringConvertible {
    /// One condition, as it was recorded and as it is now.
    public struct Condition: Sendable, Hashable {
        /// The name of the matcher.
        public var matcher: String
        /// Whether it held.
        public var holds: Bool
        /// What was recorded.
        public var recorded: String
        /// What is there now.
        public var live: String
    }

    /// A recorded exchange, or message, that comes near.
    public struct Near: Sendable, Hashable {
        /// What it is, such as `exchange 12`.
        public var name: String
        /// Whether it was played already, so that it would not be played again.
        public var isRead: Bool
        /// The conditions, all of them.
        public var conditions: [Condition]

        /// The names of the matchers that did not hold.
        public var failed: [String] { conditions.filter { !$0.holds }.map(\.matcher) }
    }

    /// The request line, or the method of the message.
    public var subject: String
    /// The nearest ones, the nearest first; at most three.
    public var nearest: [Near]

    /// The most near ones that are shown.
    static let mostNear = 3
    private static let columnWidth = 48

    /// What does not match, side by side with what was recorded.
    public var description: String {
        guard !nearest.isEmpty else { return "Nothing recorded matches \(subject), and nothing comes near it." }
        var lines = ["Nothing recorded matches \(subject). Nearest:"]
        for near in nearest {
            let failed = near.failed
            let why = failed.isEmpty ? "all matchers hold" : "failed: \(failed.joined(separator: ", "))"
            lines.append("  \(near.name)\(near.isRead ? ", already played" : "") (\(why))")
            for condition in near.conditions where !condition.holds {
                lines.append("    \(condition.matcher)")
                lines.append("      recorded \(Self.column(condition.recorded, condition.live))")
                lines.append("      now      \(Self.column(condition.live, condition.recorded))")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// What of a text is shown: the place where it begins to differ from the other one, and a little before it.
    private static func column(_ text: String, _ other: String) -> String {
        let same = zip(text, other).prefix { $0 == $1 }.count
        let start = max(0, same - 12)
        let shown = text.dropFirst(start)
        let head = start > 0 ? "…" : ""
        let tail = shown.count > columnWidth ? "…" : ""
        return text.isEmpty ? "(nothing)" : "\(head)\(printable(shown.prefix(columnWidth)))\(tail)"
    }

    /// What a terminal may be given: a binary body is no instruction to it.
    private static func printable(_ text: Substring) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            if scalar.properties.generalCategory == .control {
                shown += scalar.escaped(asASCII: true)
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
    }
}
