// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// The parties of a diagram from left to right: only those that took part.
struct Lanes {
    /// The names over the lanes.
    let names: [String]
    /// The browsers, in the order in which they appeared.
    let browsers: [String]

    /// So many browsers have lanes of their own; more share one.
    private static let mostBrowsers = 4
    private static let parties = ["proxy", "identity provider", "store", "tenant", "elsewhere"]
    private static let shared = "browsers"

    /// The lanes for these messages, and for what steps or evidence speak of without a message.
    init(_ messages: [SequenceMessage], mentioned: Set<String>) {
        var seen: [String] = []
        for party in messages.flatMap({ [$0.from, $0.to] }) where !seen.contains(party) { seen.append(party) }
        browsers = seen.filter { !Self.parties.contains($0) }
        let others = Self.parties.filter { $0 == "proxy" || seen.contains($0) || mentioned.contains($0) }
        names = (browsers.count > Self.mostBrowsers ? [Self.shared] : browsers) + others
    }

    /// The number of a party's lane.
    func index(_ party: String) -> Int {
        names.firstIndex(of: party) ?? 0
    }

    /// Whose message it is, where browsers share a lane.
    func owner(_ message: SequenceMessage) -> String? {
        guard names.first == Self.shared else { return nil }
        return [message.from, message.to].first { browsers.contains($0) }
    }

    /// Where the middle of a lane is, in hundredths of the width.
    func middle(_ index: Int) -> String {
        let tenths = (2 * index + 1) * 1000 / (2 * names.count)
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
