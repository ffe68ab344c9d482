// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims what the proxy's last Set-Cookie of each name was.
struct UserWasGiven: Claim {
    static let name = "was-given"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims what the proxy's last Set-Cookie of each name was."
    static let example =
        #"- ana was-given: { session-cookie: { http-only: true, secure: true, same-site: [Strict, Lax] } }"#

    private let cookies: [CookieExpectation]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        cookies = try CookieExpectation.list(step.object)
    }

    func play(_ scene: Scene) async throws {
        let own = scene.performance.exchanges(.browser).filter {
            $0.actor == scene.actor && scene.isAboutProxy($0)
        }
        let lines = own.flatMap { $0.response?.headers.all("Set-Cookie") ?? [] }
        var mismatches: [Mismatch] = []
        for cookie in cookies { mismatches += try await cookie.mismatches(lines, scene) }
        if !mismatches.isEmpty { throw StepFailure(mismatches, side: .browser, exchanges: own) }
    }
}
