// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Closes the user's WebSocket with a close frame.
struct UserCloses: Verb {
    static let name = "closes"
    static let subjects = [SubjectKind.user]
    static let summary = "Closes the user's WebSocket with a close frame."
    static let example = "- ana closes: { code: 4000, reason: bye }"

    private let close: CloseSpec
    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        close = try CloseSpec(step.object, further: ["on"])
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        let reason = try await scene.text(close.reason)
        try await scene.browser().closeSocket(socket, code: close.code, reason: reason)
    }
}

/// A close frame as a step writes it: a code, or a map of code and reason; `code: none` has neither.
struct CloseSpec: Sendable {
    let code: UInt16?
    let reason: Template

    init(_ node: Node, further: [String]) throws(Diagnostic) {
        var codeNode: Node? = node
        var reasonNode: Node?
        if case .map = node {
            let map = try node.asMap(["code", "reason"] + further)
            codeNode = map["code"]
            reasonNode = map["reason"]
        }
        reason = Template(reasonNode?.scalarText ?? "", place: node.place)
        guard let codeNode, codeNode.scalarText != "none" else {
            code = nil
            return
        }
        let number = try codeNode.count()
        guard let code = UInt16(exactly: number) else { throw Diagnostic(codeNode.place, "\(number) is no close code") }
        self.code = code
    }
}
