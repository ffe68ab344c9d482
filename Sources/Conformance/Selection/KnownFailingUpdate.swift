// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
public import ScenarioRunner

/// Brings a known-failing file up to what a run found: entries that stay keep every letter, comments included.
///
/// - Shape: what passed goes; what failed and is not listed is added at the end, with the date and the failure's own
///   words as its reason; what was not played, or skipped, or blocked, stays as it is.
/// - Shape: lines between two blank ones are a group; a comment at its top goes with the last of its entries.
public struct KnownFailingUpdate: Sendable, Hashable {
    /// The file as it is to be.
    public let text: String
    /// The scenarios that were added.
    public let added: [String]
    /// The scenarios that were taken off.
    public let removed: [String]

    /// How much of a failure's summary becomes the reason; the rest is in the report.
    private static let reasonLength = 160

    /// Works the update out.
    ///
    /// - Parameters:
    ///   - list: what was read from `text`.
    ///   - text: the file so far, empty if there is none.
    ///   - results: what the run found, the list applied.
    ///   - date: today, `2026-11-21`.
    public init(of list: KnownFailing, text: String, results: [ScenarioResult], date: String) {
        let stale = results.filter { $0.verdict.word == "stale" }.map(\.scenario.id)
        let failed = results.filter { Self.isToBeListed($0) && list[$0.scenario.id] == nil }
        removed = stale.filter { list[$0] != nil }
        added = failed.map(\.scenario.id)
        let groups = Self.groups(of: text, list.entries).compactMap { $0.without(Set(stale)) }
        let fresh = failed.map { Self.entry($0, date: date) }
        let isEmpty = list.entries.count == removed.count && fresh.isEmpty
        let parts = groups + (fresh.isEmpty ? [] : [fresh.joined(separator: "\n")]) + (isEmpty ? ["[]"] : [])
        self.text = parts.joined(separator: "\n\n") + "\n"
    }

    /// A recommended scenario that failed is a warning to the run, and worth a reason all the same.
    private static func isToBeListed(_ result: ScenarioResult) -> Bool {
        switch result.verdict {
        case .failed, .setupFailed: true
        case .warned: result.scenario.kind == .recommended
        default: false
        }
    }

    private static func entry(_ result: ScenarioResult, date: String) -> String {
        let summary = (result.verdict.reason ?? "").prefix(reasonLength).filter { !$0.isNewline }
        let reason = "to be looked into: \(summary)".replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "- scenario: \(result.scenario.id)\n  reason: \"\(reason)\"\n  date: \(date)"
    }

    /// Lines between two blank ones, and the entries among them.
    private struct Group {
        var comments: [Substring] = []
        var entries: [(id: String, lines: [Substring])] = []

        /// The group's text without these entries; nil when it was about them alone.
        func without(_ ids: Set<String>) -> String? {
            let staying = entries.filter { !ids.contains($0.id) }
            if staying.isEmpty, !entries.isEmpty { return nil }
            return (comments + staying.flatMap(\.lines)).joined(separator: "\n")
        }
    }

    private static func groups(of text: String, _ entries: [KnownFailing.Entry]) -> [Group] {
        let starts = Dictionary(entries.map { ($0.place.line, $0.scenario) }) { first, _ in first }
        var groups: [Group] = []
        var isNew = true
        var pending: [Substring] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { !$0.isWhitespace }) else {
                isNew = true
                continue
            }
            if line == "[]" { continue }
            if isNew {
                groups.append(Group())
                (isNew, pending) = (false, [])
            }
            let last = groups.count - 1
            if let id = starts[index + 1] {
                groups[last].entries.append((id, pending + [line]))
                pending = []
            } else if groups[last].entries.isEmpty {
                groups[last].comments.append(line)
            } else if line.hasPrefix("#") {
                pending.append(line)
            } else {
                groups[last].entries[groups[last].entries.count - 1].lines.append(line)
            }
        }
        return groups
    }
}
