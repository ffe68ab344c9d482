// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// All faults: one line each.
public enum Faults {
    /// The types, by name in scenario files.
    public static let all: [any Fault.Type] = [
        BlackHole.self,
        Cut.self,
        Delay.self,
        Refuse.self,
        Reset.self,
        Throttle.self,
    ]

    /// Makes a fault by its name in scenario files.
    public static func make(
        _ name: String, _ parameters: FaultParameters = FaultParameters()
    ) throws(FaultProblem) -> any Fault {
        guard let type = all.first(where: { $0.name == name }) else {
            throw FaultProblem(description: "There is no fault \"\(name)\".")
        }
        return try type.init(parameters)
    }
}
