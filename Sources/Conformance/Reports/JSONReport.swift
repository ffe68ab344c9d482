// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

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
    public init(_ record: RunRecord) {
        schema = 1
        target = record.start.target
        seed = record.start.seed
        seconds = record.end?.seconds ?? 0
        counts = Dictionary(uniqueKeysWithValues: Verdict.words.map { ($0, 0) })
            .merging(record.counts) { $1 }
        scenarios = record.scenarios.map { scenario in
            ScenarioEntry(
                id: scenario.plan.id, kind: scenario.plan.kind, covers: scenario.plan.covers, verdict: scenario.word,
                reason: scenario.end?.reason, seconds: scenario.end?.seconds ?? 0)
        }
        requirements = record.requirements.map { requirement in
            RequirementEntry(
                id: requirement.id, level: requirement.level, verdict: requirement.verdict,
                scenarios: requirement.scenarios, saboteurs: requirement.saboteurs)
        }
        saboteurs = record.saboteurs.map { saboteur in
            SaboteurEntry(name: saboteur.name, breaks: saboteur.breaks, verdict: saboteur.verdict, by: saboteur.by)
        }
    }

    /// Reads a report that was written.
    ///
    /// - Throws: `ConformanceError` with `.unreadableReport`.
    public init(reading text: String) throws(ConformanceError) {
        do {
            self = try JSONDecoder().decode(JSONReport.self, from: Data(text.utf8))
        } catch {
            throw ConformanceError(.unreadableReport, "this is neither an event log nor a JSON report")
        }
        guard schema == 1 else {
            throw ConformanceError(.unreadableReport, "it has the names of version \(schema); this is 1")
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
