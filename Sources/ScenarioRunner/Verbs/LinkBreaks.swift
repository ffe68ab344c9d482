// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Puts a fault on the wire between the proxy and one side.
struct LinkBreaks: Verb {
    static let name = "breaks"
    static let subjects = [SubjectKind.link]
    static let summary = "Puts a fault on the wire between the proxy and one side."
    static let example = #"- link breaks: { side: tenant, fault: reset }"#

    static let faults = ["refuse", "reset", "black-hole", "delay", "throttle", "cut"]

    private let side: Side
    private let fault: FaultSpec

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["side", "fault"] + FaultSpec.parameters)
        let word = try map.required("side").word("side", among: FaultSpec.sides.keys.sorted())
        side = FaultSpec.sides[word] ?? .tenant
        fault = try FaultSpec(map, known: Self.faults)
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.link.set(StageLinkFault(side: side, name: fault.name, parameters: fault.parameters))
    }
}
