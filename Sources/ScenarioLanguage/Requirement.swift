// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One entry of the catalogue: what a session cookie proxy must or should do, and how it would be seen failing.
public struct Requirement: Sendable, Hashable, Identifiable {
    /// How binding it is (RFC 2119).
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// An absolute requirement.
        case must = "MUST"
        /// There may be reasons to do otherwise.
        case should = "SHOULD"
    }

    /// `GROUP-nn`, stable for ever.
    public let id: String
    /// How binding it is.
    public let level: Level
    /// The title of its group.
    public let group: String
    /// What must be so.
    public let statement: String
    /// Where that is written.
    public let source: String
    /// What is done to a proxy to see it.
    public let stimulus: String
    /// What is then looked at, and on which side.
    public let observe: String
    /// The broken proxy that it must catch.
    public let mutant: String
    /// Features without which it does not apply.
    public let features: [String]
    /// Where it stands in the catalogue.
    public let place: SourcePlace

    /// Makes a requirement.
    public init(
        id: String, level: Level, group: String, statement: String, source: String, stimulus: String,
        observe: String, mutant: String, features: [String] = [], place: SourcePlace
    ) {
        self.id = id
        self.level = level
        self.group = group
        self.statement = statement
        self.source = source
        self.stimulus = stimulus
        self.observe = observe
        self.mutant = mutant
        self.features = features
        self.place = place
    }
}
