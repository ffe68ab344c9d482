// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
import ScenarioRunner
import Synchronization

/// Keeps what a proxy logs, as lines, for the taint oracle and for claims about the log.
public final class CapturedLog: Sendable {
    /// Lines kept; a proxy that logs more in one scenario has other problems.
    static let limit = 50_000

    private let kept = Mutex<[String]>([])

    /// Starts empty.
    public init() {}

    /// The lines so far, oldest first.
    public var lines: [String] { kept.withLock { $0 } }

    /// Adds one line; lines past the limit are left out.
    public func append(_ line: String) {
        kept.withLock { if $0.count < CapturedLog.limit { $0.append(line) } }
    }

    /// A logger that writes here, at the most talkative level, so that nothing escapes the oracle.
    public func logger(label: String) -> Logger {
        var logger = Logger(label: label) { _ in CapturedLogHandler(log: self) }
        logger.logLevel = .trace
        return logger
    }
}

/// Writes records into a `CapturedLog`, metadata included.
private struct CapturedLogHandler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let tail = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        log.append("\(event.level) \(event.message)\(tail)")
    }
}

/// What the proxy logged, as the scenario runner asks for it.
struct LogDriver: StageLog {
    let log: CapturedLog

    func lines() async -> [String] { log.lines }
}
