// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy's resident memory is below a limit.
struct ProxyStayedBelow: Claim {
    static let name = "stayed-below"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Claims that the proxy's resident memory is below a limit."
    static let example = #"- proxy stayed-below: 256 MiB"#

    private let limit: Int

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        limit = try step.object.size()
    }

    func play(_ scene: Scene) async throws {
        guard let bytes = await scene.stage.proxy.residentBytes() else {
            throw StageProblem(.unsupported, "the proxy's memory cannot be read")
        }
        if bytes >= limit {
            throw StepFailure(expected: "below \(limit) bytes", seen: "\(bytes) bytes", side: .browser)
        }
    }
}
