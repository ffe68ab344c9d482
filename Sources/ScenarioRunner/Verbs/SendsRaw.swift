// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Sends literal bytes on a fresh connection.
struct SendsRaw: Verb {
    static let name = "sends-raw"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends literal bytes on a fresh connection."
    static let example = #"- ana sends-raw: "GET / HTTP/1.1\r\nHost: <proxy.authority>\r\n\r\n""#

    private struct Message: Sendable {
        let body: BodySpec
        var slowly: BodySpec?
        var interval = SendsRaw.interval
        let within: Duration
        let expectation: Expectation?

        init(_ node: Node) throws(Diagnostic) {
            guard case .map = node else {
                body = try BodySpec(node)
                within = SendsRaw.patience
                expectation = nil
                return
            }
            let map = try node.asMap(["text", "target", "hex", "slowly", "every", "within", "expect"])
            guard let entry = try map.one(among: ["text", "target", "hex"]) else {
                throw Diagnostic(node.place, "expected \"text\" or \"hex\"")
            }
            body = try BodySpec(entry)
            slowly = try map["slowly"].map(BodySpec.init)
            interval = try map["every"]?.duration() ?? SendsRaw.interval
            within = try map["within"]?.duration() ?? SendsRaw.patience
            expectation = try Expectation.optional(map["expect"])
        }
    }

    /// How long a connection is watched that neither answers nor closes: a local answer takes milliseconds.
    static let patience = Duration.seconds(2)
    /// How long a slow sender waits between two bytes, unless the step says otherwise.
    static let interval = Duration.milliseconds(250)

    private let messages: [Message]
    private let isList: Bool
    private let expectation: Expectation?

    init(_ step: Step) throws(Diagnostic) {
        let (nodes, isList) = try Variants.nodes(of: step.object)
        var messages: [Message] = []
        for node in nodes { messages.append(try Message(node)) }
        self.messages = messages
        self.isList = isList
        expectation = try Expectation.optional(step.expect)
    }

    func play(_ scene: Scene) async throws {
        try await Variants.play(messages, isList: isList) { message in
            let bytes = try await Self.octets(message.body, scene)
            var trickle: Trickle?
            if let slowly = message.slowly {
                trickle = Trickle(bytes: try await Self.octets(slowly, scene), every: message.interval)
            }
            let raw = try await scene.browser().sendRaw(bytes, then: trickle, within: message.within)
            let name = String(octets: bytes.prefix(60)).replacing("\r\n", with: "\\r\\n")
            guard let expectation = message.expectation ?? expectation else { return (name, [], []) }
            let answer = Answer(chain: raw.exchanges, raw: raw)
            return (name, try await expectation.mismatches(answer, scene), raw.exchanges)
        }
    }

    private static func octets(_ body: BodySpec, _ scene: Scene) async throws -> [UInt8] {
        let text = String(decoding: try await body.bytes(scene), as: UTF8.self)
        // Texts carry one octet per scalar, so that any byte can be written; see `Wire`.
        return text.unicodeScalars.allSatisfy { $0.value < 256 } ? text.octets : Array(text.utf8)
    }
}
