// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What the patches in the answers of a recorded socket stand for, so that a client that asks in another order is told
/// the same.
///
/// - Source: enigma.js, `delta-response-interceptor.js`: the patches of an answer go onto the value of the answer before
///   it to the same handle and method, one value for each member of the result.
struct DeltaAnswers {
    /// Whose value it is that answers patch.
    struct Subject: Hashable {
        let handle: Int?
        let method: String
    }

    /// One answer.
    struct Answer {
        let subject: Subject
        /// The turn whose values this one's patches go onto, nil where it sets the whole.
        let before: Int?
        /// The members of the result after the patches.
        let values: [String: JSONValue]
    }

    private var answers: [Int: Answer] = [:]

    /// Nothing is known of answers without patches, and of those whose patches fit nothing.
    init(_ script: SocketScript) {
        var last: [Subject: Int] = [:]
        for (turn, answer) in script.turns.enumerated() {
            guard let line = answer.answers.flatMap({ script.lines[$0].message }), let method = line.method,
                let result = Self.patched(answer.bytes)
            else { continue }
            let subject = Subject(handle: line.handle, method: method)
            let before = last[subject]
            let old = before.flatMap { answers[$0]?.values } ?? [:]
            var values = old
            for (member, patches) in result { values[member] = JSONPatch.apply(patches, to: old[member] ?? [:]) }
            guard result.allSatisfy({ values[$0.member] != nil }) else { continue }
            answers[turn] = Answer(subject: subject, before: before, values: values)
            last[subject] = turn
        }
    }

    subscript(turn: Int) -> Answer? { answers[turn] }

    /// The text of an answer to a client that was told `known` last: with the patches that lead from there.
    ///
    /// - Parameters:
    ///   - turn: The answer's turn.
    ///   - bytes: Its text as recorded.
    ///   - known: The turn that answered the same subject last, nil where none did.
    /// - Returns: the recorded text where that is the order of the recording.
    func text(of turn: Int, _ bytes: [UInt8], after known: Int?) -> [UInt8] {
        guard let answer = answers[turn], answer.before != known, let json = Self.json(bytes),
            var message = json.objectValue, let result = json["result"]?.objectValue
        else { return bytes }
        let old = known.flatMap { answers[$0]?.values } ?? [:]
        let members = result.map { member -> (String, JSONValue) in
            guard let value = answer.values[member.name] else { return (member.name, member.value) }
            let patches = old[member.name].map { JSONPatch.difference(from: $0, to: value) } ?? [.whole(value)]
            return (member.name, .array(patches.map(\.json)))
        }
        message["result"] = .object(members)
        return JSONValue.object(message).serializedBytes()
    }

    /// The patches of each member of the result; nil for a message without, and where one is no patch that we know.
    private static func patched(_ bytes: [UInt8]) -> [(member: String, patches: [JSONPatch])]? {
        guard let json = json(bytes), json["delta"] == true, let result = json["result"]?.objectValue
        else { return nil }
        var patched: [(String, [JSONPatch])] = []
        for member in result {
            let patches = member.value.arrayValue?.map(JSONPatch.init(json:)) ?? [nil]
            guard !patches.contains(nil) else { return nil }
            patched.append((member.name, patches.compactMap { $0 }))
        }
        return patched
    }

    private static func json(_ bytes: [UInt8]) -> JSONValue? {
        do { return try JSONValue.parse(bytes) } catch { return nil }
    }
}
