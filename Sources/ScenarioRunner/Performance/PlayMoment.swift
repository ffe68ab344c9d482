// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// A moment in the playing of a scenario, told while it goes on.
public enum PlayMoment: Sendable {
    /// A step, or a group of steps, begins.
    case began(Step)
    /// A step, or a group of steps, has ended.
    case ended(Step, PlayedStep)
    /// Something was judged that no step says.
    case checked(Failure.Check, holds: Bool)
}

/// Is told the moments of a scenario, in their order.
public typealias PlayListener = @Sendable (Scenario, PlayMoment) async -> Void

/// How a step, or a group of steps, went.
public struct PlayedStep: Sendable, Hashable, Codable {
    /// The step's label.
    public let label: String
    /// How long it took.
    public let seconds: Double
    /// True if it came out as it must.
    public let holds: Bool

    /// Makes an account of a step.
    public init(label: String, seconds: Double, holds: Bool) {
        self.label = label
        self.seconds = seconds
        self.holds = holds
    }
}
