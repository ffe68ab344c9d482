// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Wire

/// Reads an HTTP Archive of a browser or of mitmproxy into a cassette; what is secret becomes slots on the way.
///
/// - Source: HAR 1.2; `_webSocketMessages` as Chromium and mitmproxy write them.
public enum HARImport {
    /// Adds a recording of what an archive holds to a cassette, which may be new.
    ///
    /// - Throws: ``CassetteProblem``: with `.invalid` for what is no archive, with `.secret` where one is left.
    @discardableResult
    public static func add(
        _ archive: some Collection<UInt8>, to path: String, options: CassetteRecorder.Options
    ) throws -> RecordingReport {
        let log = try self.log(archive)
        let entries = try log["entries"]?.arrayValue?.map(HAREntry.init) ?? []
        let start = entries.map(\.startedAt).min() ?? Date()
        let heading = RecordingHeading(
            name: options.name, isAddition: options.isAddition, programVersion: options.programVersion, startedAt: start
        )
        let draft = try CassetteDraft(target: path, keepingContent: true)
        do {
            let report = try write(entries, from: start, heading, options.rules, to: draft)
            try draft.publish()
            return report
        } catch {
            try draft.discard()
            throw error
        }
    }

    private static func write(
        _ entries: [HAREntry], from start: Date, _ heading: RecordingHeading, _ rules: RedactionRules,
        to draft: CassetteDraft
    ) throws -> RecordingReport {
        var writer = try RecordingWriter(draft: draft, heading: heading, rules: rules)
        var end = start
        let ordered = entries.sorted { $0.startedAt < $1.startedAt }
        for (index, entry) in ordered.enumerated() {
            let at = Int64((entry.startedAt.timeIntervalSince(start) * 1e6).rounded())
            var events = QueuedEvents(SecretFields(rules))
            for event in entry.events(exchange: index + 1, at: at) { events.append(event) }
            try writer.write(events, now: at)
            end = max(end, entry.startedAt.addingTimeInterval(entry.seconds))
        }
        return try writer.end(at: end)
    }

    private static func log(_ archive: some Collection<UInt8>) throws -> JSONValue {
        let json: JSONValue
        do { json = try JSONValue.parse(archive) } catch {
            throw CassetteProblem(.invalid, "This is no HTTP Archive: \(error).")
        }
        guard let log = json["log"], log["entries"]?.arrayValue != nil else {
            throw CassetteProblem(.invalid, "This is no HTTP Archive: it has no log with entries.")
        }
        return log
    }
}
