// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The outcome of a run as one JSON object, whose names are a public contract.
///
/// `schema` counts up when a name changes its meaning or goes; names may be added without that.
public struct JSONReport: Sendable, Hashable, Codable {
    /// How a scenario ended.
    public struct ScenarioEntry: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let id: String
        /// `required`, `recommended` or `observed`.
        public let kind: String
        /// The requirements that it tests.
        public let covers: [String]
        /// `passed`, `failed`, `warned`, `blocked`, `skipped`, `setup-failed`, `harness-failed`, `known-failing` or `stale`.
        public let verdict: String
        /// A sentence on why, where it did not just pass.
        public let reason: String?
        /// How long it took.
        public let seconds: Double
    }

    /// What the run says about a requirement.
    public struct RequirementEntry: Sendable, Hashable, Codable {
        /// The requirement's id.
        public let id: String
        /// `MUST` or `SHOULD`.
        public let level: String
        /// The verdict of its scenarios, or `untested`.
        public let verdict: String
        /// The ids of the scenarios that cover it.
        public let scenarios: [String]
        /// The names of the saboteurs that break it.
        public let saboteurs: [String]
    }

    /// What became of a saboteur.
    public struct SaboteurEntry: Sendable, Hashable, Codable {
        /// Its name.
        public let name: String
        /// The requirements that it breaks.
        public let breaks: [String]
        /// `killed-by-own`, `killed-by-other`, `survived`, `void` or `inconclusive`.
        public let verdict: String
        /// The ids of the scenarios that speak for the verdict.
        public let by: [String]
    }

    /// The version of these names.
    public let schema: Int
    /// The target's name.
    public let target: String
    /// The seed of everything random.
    public let seed: UInt64
    /// How long the run took.
    public let seconds: Double
    /// How many scenarios have each verdict.
    public let counts: [String: Int]
    /// One entry per scenario that was planned.
    public let scenarios: [ScenarioEntry]
    /// One entry per requirement of the catalogue.
    public let requirements: [RequirementEntry]
    /// One entry per saboteur that was let loose.
    public let saboteurs: [SaboteurEntry]

    /// Makes the object from a run.
    public init(_ report: RunReport) {
        schema = 1
        target = report.target
        seed = report.seed
        seconds = report.seconds.inMilliseconds
        counts = report.counts
        scenarios = report.results.map { result in
            ScenarioEntry(
                id: result.scenario.id, kind: result.scenario.kind.rawValue, covers: result.scenario.covers,
                verdict: result.verdict.word, reason: result.verdict.reason, seconds: result.seconds.inMilliseconds)
        }
        requirements = report.requirements.map { line in
            RequirementEntry(
                id: line.requirement.id, level: line.requirement.level.rawValue, verdict: line.verdict,
                scenarios: line.scenarios, saboteurs: line.saboteurs)
        }
        saboteurs = report.saboteurs.map { judgement in
            SaboteurEntry(
                name: judgement.name, breaks: judgement.breaks, verdict: judgement.verdict.rawValue, by: judgement.by)
        }
    }

    /// The object as text, its keys in alphabetical order so that two runs can be compared line by line.
    ///
    /// - Throws: `ConformanceError` with `.unwritableReport`.
    public func text() throws(ConformanceError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw ConformanceError(.unwritableReport, "the JSON report could not be written: \(error)")
        }
    }
}

extension Double {
    /// The same time to the millisecond, so that reports stay short.
    fileprivate var inMilliseconds: Double { (self * 1000).rounded() / 1000 }
}
