// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A deliberately broken proxy as the judge sees it: its name, what it claims to break, and how to play on it.
public struct SaboteurCase: Sendable {
    /// The name, as on the command line.
    public let name: String
    /// The requirements that it breaks.
    public let breaks: [String]
    /// One sentence on the defect.
    public let summary: String
    /// Plays a scenario against the sabotaged proxy.
    public let play: ScenarioPlay

    /// Makes a case.
    public init(name: String, breaks: [String], summary: String, play: @escaping ScenarioPlay) {
        self.name = name
        self.breaks = breaks
        self.summary = summary
        self.play = play
    }
}
