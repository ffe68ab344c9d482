// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Ends the proxy at once, as kill -9 does.
///
/// With `within` it lives on for a while first: a part of that time which the run's seed decides, so that a run with
/// another seed meets it at another moment.
struct ProxyDies: Verb {
    static let name = "dies"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Ends the proxy at once, or at some moment of a time, as kill -9 does."
    static let example = #"- proxy dies: { within: 500 ms }"#

    private let span: Duration?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard !step.object.isNothing else {
            span = nil
            return
        }
        span = try step.object.asMap(["within"]).required("within").duration()
    }

    func play(_ scene: Scene) async throws {
        scene.performance.intendRestart()
        if let span { try await ContinuousClock().sleep(for: Self.moment(of: scene.stage.facts.seed, in: span)) }
        try await scene.stage.proxy.kill()
    }

    /// A moment of the span; multiplying by an odd constant spreads seeds that follow each other (Knuth, TAOCP §6.4).
    static func moment(of seed: UInt64, in span: Duration) -> Duration {
        span * Int((seed &* 0x9E37_79B9_7F4A_7C15) >> 54) / 1024
    }
}
