// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Makes the session store fail.
struct StoreBreaks: Verb {
    static let name = "breaks"
    static let subjects = [SubjectKind.store]
    static let summary = "Makes the session store fail."
    static let example = #"- store breaks: { fault: refuse }"#

    static let faults = ["refuse", "slow", "busy", "garbage", "read-only", "full", "drop"]

    private let fault: FaultSpec

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        fault = try FaultSpec(try step.object.asMap(["fault"] + FaultSpec.parameters), known: Self.faults)
    }

    func play(_ scene: Scene) async throws {
        if fault.name == "garbage" || fault.name == "drop" { scene.performance.excuseBystander() }
        try await scene.stage.store.setFault(fault.name, parameters: fault.parameters)
    }
}
