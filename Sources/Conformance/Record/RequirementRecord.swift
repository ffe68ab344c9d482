// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A requirement of the catalogue with what a run says of it.
public struct RequirementRecord: Sendable, Hashable, Codable {
    /// The requirement's id.
    public let id: String
    /// `MUST` or `SHOULD`.
    public let level: String
    /// The title of its group.
    public let group: String
    /// What must be so.
    public let statement: String
    /// Where that is written.
    public let source: String
    /// The verdict of its scenarios, `untested` until one has ended.
    public var verdict: String = RequirementCount.untested
    /// The ids of the scenarios of the run that cover it.
    public var scenarios: [String] = []
    /// The names of the saboteurs that break it.
    public var saboteurs: [String] = []

    /// Makes a requirement that nothing is said of yet.
    public init(id: String, level: String, group: String, statement: String, source: String) {
        self.id = id
        self.level = level
        self.group = group
        self.statement = statement
        self.source = source
    }

    private enum CodingKeys: CodingKey {
        case id, level, group, statement, source
    }
}
