// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioRunner

/// One line of the event log: something that happened in a run.
///
/// Each line is a JSON object of its own whose member `event` names its type; the others are those of the type.
/// `run-started` comes first and says which version of the names is used; a reader passes over events that it does not
/// know. Events of scenarios that are played at once are mixed, each names its scenario.
public enum RunEvent: Sendable, Hashable {
    /// `run-started`.
    case runStarted(RunStart)
    /// `requirement`: one of the catalogue.
    case requirement(RequirementRecord)
    /// `scenario-planned`: what its file says.
    case scenarioPlanned(ScenarioPlan)
    /// `scenario-started`: it begins to be played; one that is blocked or skipped never does.
    case scenarioStarted(ScenarioMoment)
    /// `step-started`.
    case stepStarted(StepMoment)
    /// `step-ended`.
    case stepEnded(StepMoment)
    /// `check`: something that no step says was judged.
    case check(CheckMoment)
    /// `message`: what passed between two parties, told after the scenario has ended.
    case message(MessageMoment)
    /// `scenario-ended`: the verdict, with its evidence.
    case scenarioEnded(ScenarioVerdict)
    /// `saboteur-judged`.
    case saboteurJudged(SaboteurRecord)
    /// `run-ended`: missing if the run was cut short.
    case runEnded(RunEnd)

    /// Names the scenario that an event is about.
    public struct ScenarioMoment: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
    }

    /// A step of a scenario.
    public struct StepMoment: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
        /// The step's label.
        public let label: String
        /// How long it took, when it has ended.
        public var seconds: Double?
        /// True if it came out as it must, when it has ended.
        public var holds: Bool?
    }

    /// Something that was judged besides the steps.
    public struct CheckMoment: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
        /// `taint` or `bystander`.
        public let check: String
        /// True if it holds.
        public let holds: Bool
    }

    /// A message of a scenario.
    public struct MessageMoment: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
        /// The message.
        public let message: SequenceMessage
    }

    /// The verdict on a scenario.
    public struct ScenarioVerdict: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
        /// How it ended.
        public let end: ScenarioEnd
    }
}
