// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads an event log, also one of a run that was cut short.
public enum EventLogReader {
    /// What the log tells.
    ///
    /// - Shape: a last line without its end was being written when the run was killed, and is left out.
    /// - Throws: `ConformanceError` with `.unreadableReport`.
    public static func read(_ text: String) throws(ConformanceError) -> RunRecord {
        var builder = RecordBuilder()
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // What follows the last line end: nothing, or a part of a line.
        lines.removeLast()
        for (index, line) in lines.enumerated() {
            guard let event = try RunEvent.read(line, number: index + 1) else { continue }
            if index == 0 { try check(event) }
            builder.take(event)
        }
        guard let record = builder.record else {
            throw ConformanceError(.unreadableReport, "there is no run in it")
        }
        return record
    }

    /// True if the text looks like a log rather than like another report.
    public static func isLog(_ text: String) -> Bool {
        let first = text.prefix { $0 != "\n" }
        return first.hasPrefix("{") && first.contains("\"event\":\"run-started\"")
    }

    private static func check(_ event: RunEvent) throws(ConformanceError) {
        guard case .runStarted(let start) = event else {
            throw ConformanceError(.unreadableReport, "its first line does not start a run")
        }
        guard start.schema <= RunStart.currentSchema else {
            throw ConformanceError(
                .unreadableReport, "it has the names of version \(start.schema); this is \(RunStart.currentSchema)")
        }
    }
}
