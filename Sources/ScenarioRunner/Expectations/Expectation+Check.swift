// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

extension Expectation {
    /// What of the answer is not as expected.
    func mismatches(_ answer: Answer, _ scene: Scene) async throws -> [Mismatch] {
        var mismatches = raw(answer)
        if isUnanswered == true {
            return answer.last?.response == nil
                ? mismatches : mismatches + [.init(expected: "no answer", seen: answer.inWords)]
        }
        if let last = answer.last, let response = last.response {
            mismatches += try await head(response, answer, scene)
            mismatches += try await content(response, last, scene)
            mismatches += try await travel(answer, response, scene)
            mismatches += ending(last)
            for capture in captures {
                guard let value = capture.value(in: response) else {
                    mismatches.append(.init(expected: "something to keep as \(capture.name)", seen: answer.inWords))
                    continue
                }
                scene.performance.keep(value, as: capture.name)
            }
        } else if needsAnswer {
            mismatches.append(.init(expected: "an answer", seen: answer.inWords))
        }
        if let isSignedIn { mismatches += try await signedIn(isSignedIn, scene) }
        if !anyOf.isEmpty { mismatches += try await alternatives(answer, scene) }
        return mismatches
    }

    /// True unless the expectation is content with a connection that says nothing.
    private var needsAnswer: Bool {
        answers != 0 && anyOf.isEmpty && isUnanswered == nil && !(isIncomplete == true && status == nil)
            && !(isSignedIn == false && status == nil)
    }

    private func raw(_ answer: Answer) -> [Mismatch] {
        guard let raw = answer.raw else { return [] }
        var mismatches: [Mismatch] = []
        if let answers, raw.exchanges.filter({ $0.response != nil }).count != answers {
            let seen = raw.exchanges.compactMap { $0.response.map { String($0.status) } }.joined(separator: ", ")
            mismatches.append(.init(expected: "\(answers) answers", seen: "answers: \(seen.isEmpty ? "none" : seen)"))
        }
        if let isClosed, raw.isClosed != isClosed {
            let word = isClosed ? "closed" : "open"
            mismatches.append(.init(expected: "the connection \(word)", seen: raw.isClosed ? "closed" : "open"))
        }
        return mismatches
    }

    private func head(
        _ response: WitnessedResponse, _ answer: Answer, _ scene: Scene
    ) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        if let status, !status.contains(response.status) {
            mismatches.append(.init(expected: "status \(status.inWords)", seen: answer.inWords))
        }
        mismatches += try await NamedPattern.mismatches(headers, what: "header", scene) { response.headers.all($0) }
        if !headerOrder.isEmpty {
            let wanted = headerOrder.map { $0.lowercased() }
            let seen = response.headers.map { $0.name.lowercased() }.filter { wanted.contains($0) }
            if seen != wanted {
                mismatches.append(
                    .init(
                        expected: "headers in the order \(wanted.joined(separator: ", "))",
                        seen: seen.joined(separator: ", ")))
            }
        }
        if let interim {
            let seen = answer.last?.interim.map(\.status) ?? []
            if seen != interim { mismatches.append(.init(expected: "interim answers \(interim)", seen: "\(seen)")) }
        }
        return mismatches
    }

    private func content(
        _ response: WitnessedResponse, _ exchange: WitnessedExchange, _ scene: Scene
    ) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        if let body {
            let other = body == .asSent ? exchange.request.body : Self.tenantBody(for: exchange, scene)
            if let problem = try await body.mismatch(response.body, other: other, scene) { mismatches.append(problem) }
        }
        if let length, response.body.count != length {
            mismatches.append(.init(expected: "\(length) bytes", seen: "\(response.body.count) bytes"))
        }
        if let json, let problem = try await JSONExpectation.mismatch(json, response.body, scene) {
            mismatches.append(problem)
        }
        if !jsonPaths.isEmpty {
            let value = JSONExpectation.parse(response.body)
            mismatches += try await NamedPattern.mismatches(jsonPaths, what: "JSON", scene) { path in
                value.flatMap { JSONPattern.value(at: path, in: $0) }.map { [JSONPattern.text($0)] } ?? []
            }
        }
        return mismatches
    }

    /// The body of the tenant's last answer to a request with the same target.
    private static func tenantBody(for exchange: WitnessedExchange, _ scene: Scene) -> WitnessedBody? {
        scene.performance.exchanges(.tenant).last {
            $0.request.target == exchange.request.target && $0.response != nil
                && $0.request.method == exchange.request.method
        }?.response?.body
    }

    private func ending(_ exchange: WitnessedExchange) -> [Mismatch] {
        var mismatches: [Mismatch] = []
        let isBroken = exchange.outcome != .complete && exchange.outcome != .open
        if let isIncomplete, isIncomplete != isBroken {
            let expected = isIncomplete ? "an answer that breaks off" : "a complete answer"
            mismatches.append(.init(expected: expected, seen: Answer.describe(exchange)))
        }
        if let within, let ended = exchange.endedAt {
            let taken = Duration.nanoseconds(ended - exchange.startedAt)
            if taken > within { mismatches.append(.init(expected: "an answer within \(within)", seen: "\(taken)")) }
        }
        return mismatches
    }

    private func alternatives(_ answer: Answer, _ scene: Scene) async throws -> [Mismatch] {
        var all: [Mismatch] = []
        for option in anyOf {
            let mismatches = try await option.mismatches(answer, scene)
            if mismatches.isEmpty { return [] }
            all += mismatches
        }
        let expected = all.map(\.expected).joined(separator: ", or ")
        return [Mismatch(expected: expected, seen: answer.inWords)]
    }
}
