// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The outcome of a run as SARIF 2.1.0, which code hosts show beside the code: a rule per requirement, a result per
/// requirement that a scenario did not find met, at the scenario's line.
///
/// - Source: OASIS SARIF 2.1.0, §3.13 to §3.52.
public struct SARIFReport: Sendable {
    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The document as text.
    ///
    /// - Throws: `ConformanceError` with `.unwritableReport`.
    public func text() throws(ConformanceError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(log), as: UTF8.self) + "\n"
        } catch {
            throw ConformanceError(.unwritableReport, "the SARIF report could not be written: \(error)")
        }
    }

    private var log: SARIFLog {
        let rules = record.requirements.map { requirement in
            SARIFLog.Rule(
                id: requirement.id, shortDescription: .init(text: requirement.statement.oneLine),
                fullDescription: .init(text: "\(requirement.statement.oneLine) Source: \(requirement.source.oneLine)"),
                help: .init(text: "tenantless explain \(requirement.id)"),
                defaultConfiguration: .init(level: requirement.level == "MUST" ? "error" : "warning"))
        }
        let invocation = SARIFLog.Invocation(
            executionSuccessful: record.end != nil && record.end?.outcome != RunReport.Outcome.ownFault.word,
            toolExecutionNotifications: notifications)
        let driver = SARIFLog.Driver(name: "Tenantless", rules: rules)
        return SARIFLog(
            runs: [
                .init(
                    tool: .init(driver: driver), invocations: [invocation], results: results(rules.map(\.id)),
                    properties: .init(target: record.start.target, seed: record.start.seed))
            ])
    }

    /// One result per requirement at stake; a scenario that covers none gives one without a rule.
    private func results(_ rules: [String]) -> [SARIFLog.Result] {
        record.scenarios.flatMap { scenario -> [SARIFLog.Result] in
            guard let level = level(scenario), let end = scenario.end else { return [] }
            let known = scenario.plan.covers.filter(rules.contains)
            let text = "\(scenario.plan.title): \(end.reason ?? scenario.word)"
            let ids: [String?] = known.isEmpty ? [nil] : known
            return ids.map { id in
                SARIFLog.Result(
                    ruleId: id, ruleIndex: id.flatMap { rules.firstIndex(of: $0) }, level: level,
                    message: .init(text: text.oneLine), locations: [location(scenario)],
                    partialFingerprints: ["scenarioAndRequirement/v1": "\(scenario.plan.id) \(id ?? "")"])
            }
        }
    }

    private func level(_ scenario: ScenarioRecord) -> String? {
        switch scenario.word {
        case "failed", "stale", "setup-failed": "error"
        case "warned": record.start.strict ? "error" : "warning"
        case "known-failing": "note"
        default: nil
        }
    }

    private func location(_ scenario: ScenarioRecord) -> SARIFLog.Location {
        let failure = scenario.end?.failure
        let region = SARIFLog.Region(startLine: failure?.line ?? scenario.plan.line, startColumn: failure?.column ?? 1)
        let file = failure?.file ?? scenario.plan.file
        return .init(physicalLocation: .init(artifactLocation: .init(uri: file.asReference), region: region))
    }

    private var notifications: [SARIFLog.Notification] {
        record.scenarios.filter { $0.word == "harness-failed" }.map {
            .init(level: "error", message: .init(text: "\($0.plan.id): \($0.end?.reason ?? "")".oneLine))
        }
    }
}

extension String {
    /// The text without line ends.
    fileprivate var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }

    /// The path as a URI reference (RFC 3986 §4.1): relative as it is, absolute with its scheme.
    fileprivate var asReference: String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        let path = utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return path.hasPrefix("/") ? "file://" + path : path
    }
}
