// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Transport
import Wire

/// Answers every request of the provider: watches it, asks the script, lets the endpoint answer, writes.
struct ProviderHandler: DoubleHandler {
    let directory: IssuerDirectory
    let witness: Witness
    let script: AnswerScript
    /// How an answer that is to come late waits.
    let pause: @Sendable (Duration) async throws -> Void
    let logger: Logger
    /// The largest request body that is read; token requests are a few kilobytes.
    static let bodyLimit = 1 << 20

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let body = try await request.body.collect(upTo: Self.bodyLimit)
        let record = ExchangeRecord(request, body: body, in: witness)
        let path = RequestTarget(request.head.target).path
        let route = Route(path, in: directory)
        let identityRequest = Self.read(request, path: route?.path ?? path, body: body)
        let user = route.flatMap { route in route.endpoint?.user(of: identityRequest, at: route.issuer) }
        let scripted = script.next(method: request.head.method, path: path, user: user) ?? route?.standingAnswer
        record.note(user: user, issuer: route?.issuer.name, endpoint: route?.endpoint?.path)
        let performance = ScriptedPerformance(scripted, writer: writer, record: record, pause: pause)
        do {
            try await performance.run { defect in
                try await Self.answer(identityRequest, route: route, defect: defect)
            }
        } catch {
            record.endIfOpen(.serverAborted)
            throw error
        }
    }

    func malformed(_ problem: MalformedRequest) async {
        ExchangeRecord.malformed(problem, in: witness)
    }

    private static func read(_ request: DoubleRequest, path: String, body: [UInt8]) -> IdentityRequest {
        IdentityRequest(
            method: request.head.method, target: request.head.target, path: path,
            query: Parameters(form: RequestTarget(request.head.target).query ?? ""), headers: request.head.headers,
            body: body)
    }

    private static func answer(
        _ request: IdentityRequest, route: Route?, defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        guard let route, let endpoint = route.endpoint else {
            let refusal = JSONObject([("error", .string("not_found"))])
            return EndpointOutcome(answer: .json(refusal, status: 404), facts: ["error": "not_found"])
        }
        guard endpoint.methods.contains(request.method) else {
            let allowed = HeaderList([("Allow", endpoint.methods.sorted().joined(separator: ", "))])
            return EndpointOutcome(answer: IdentityAnswer(405, headers: allowed), facts: ["error": "method"])
        }
        return try await endpoint.answer(request, at: route.issuer, misbehaving: defect)
    }
}
