// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Moves the dates of an answer by the time between its recording and now.
///
/// - Shape: the fields that carry a date, and the `Expires` of cookies; what cannot be read as a date stays.
/// - Source: RFC 9110 §5.6.7, §6.6.1, §8.8.2; RFC 9111 §5.3; RFC 8594 for `Sunset`; RFC 6265bis §5.6.1.
struct DateShift: Sendable {
    /// The seconds between the recording and now.
    let seconds: Int64

    /// Whether a field of that name carries a date.
    static func concerns(_ name: String) -> Bool {
        guard (4...13).contains(name.utf8.count) else { return false }
        return names.contains(name.lowercased())
    }

    /// The value of such a field, moved.
    func moved(_ value: String, of name: String) -> String {
        name.lowercased() == "set-cookie" ? cookie(value) : date(value) ?? value
    }

    private static let names: Set<String> = ["date", "expires", "last-modified", "sunset", "set-cookie"]

    private func date(_ text: String) -> String? { HTTPDate.seconds(text).map { HTTPDate.string($0 + seconds) } }

    private func cookie(_ line: String) -> String {
        line.split(separator: ";", omittingEmptySubsequences: false).map { part in
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].drop(while: { $0 == " " }).lowercased() == "expires",
                let moved = date(String(halves[1]))
            else { return String(part) }
            return "\(halves[0])=\(moved)"
        }.joined(separator: ";")
    }
}
