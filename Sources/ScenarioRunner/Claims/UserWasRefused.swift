// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that a WebSocket was not to be had: by the answer to its handshake, or by a close as soon as it was open.
struct UserWasRefused: Claim {
    static let name = "was-refused"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims that a WebSocket was refused, by an HTTP answer or by a close right after the 101."
    static let example = #"- ana was-refused: { on: one-more, status: 429, code: 1013 }"#

    private let socket: String
    private let status: StatusPattern
    private let close: CloseClaim

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["on", "status", "code", "within"])
        socket = try SocketName.read(step.object)
        status = try StatusPattern(map.required("status"))
        close = try CloseClaim(step.object, further: ["on", "status"])
    }

    func play(_ scene: Scene) async throws {
        let answer = try scene.socket(socket)
        guard answer.response?.status == 101 else {
            if let seen = answer.response?.status, status.contains(seen) { return }
            throw StepFailure(
                expected: "status \(status.inWords)", seen: Answer.describe(answer), side: .browser,
                exchanges: [answer])
        }
        try await scene.eventually(on: .browser, within: close.within) { _ in
            try await close.look(scene.socket(socket), by: .server, scene)
        }
    }
}
