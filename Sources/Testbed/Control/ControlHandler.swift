// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// Takes each request of the control port through token, route and members.
struct ControlHandler: DoubleHandler {
    /// Scripted bodies are the largest thing that anybody sends.
    static let maxBodyBytes = 16 << 20

    let parties: ControlledParties
    let token: String

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        var headers: HeaderList = ["Cache-Control": "no-store"]
        do throws(ControlProblem) {
            let value = try await answer(to: request)
            headers.append("Content-Type", "application/json")
            try await Self.write(200, headers, value, to: writer)
        } catch {
            headers.append("Content-Type", "application/problem+json")
            if error.code == .wrongToken { headers.append("WWW-Authenticate", "Bearer") }
            if let allow = error.allow { headers.append("Allow", allow) }
            try await Self.write(error.status, headers, error.body, to: writer)
        }
    }

    private static func write(
        _ status: Int, _ headers: HeaderList, _ value: JSONValue, to writer: DoubleWriter
    ) async throws(ControlProblem) {
        do {
            try await writer.respond(status, headers, Array("\(value.serialized())\n".utf8))
        } catch {
            throw ControlProblem(.failed, "The answer could not be written: \(error)")
        }
    }

    private func answer(to request: DoubleRequest) async throws(ControlProblem) -> JSONValue {
        guard isAdmitted(request.head) else {
            throw ControlProblem(.wrongToken, "Send Authorization: Bearer and the token that was printed at the start.")
        }
        let target = RequestTarget(request.head.target)
        let (route, places) = try ControlRoutes.find(request.head.method, target.path)
        let fields = try ControlFields(try await members(of: request, target: target), known: route.fields)
        return try await route.answer(ControlCall(parties: parties, places: places, fields: fields))
    }

    /// Compares all of the token whatever its first wrong letter, so that the time tells nothing.
    private func isAdmitted(_ head: RequestHead) -> Bool {
        let given = Array((head.headers.all("Authorization").first ?? "").utf8)
        let wanted = Array("Bearer \(token)".utf8)
        guard given.count == wanted.count, head.headers.all("Authorization").count == 1 else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The members of the body; a request that only reads has them in its query.
    private func members(
        of request: DoubleRequest, target: RequestTarget
    ) async throws(ControlProblem) -> JSONObject {
        let bytes: [UInt8]
        do {
            bytes = try await request.body.collect(upTo: Self.maxBodyBytes)
        } catch {
            throw ControlProblem(.badBody, "The body could not be read: \(error)")
        }
        if request.head.method == "GET" {
            return JSONObject(
                target.queryItems.map { ($0.name, Int($0.value).map(JSONValue.int) ?? .string($0.value)) })
        }
        guard !bytes.isEmpty else { return JSONObject() }
        let value: JSONValue
        do throws(WireError) {
            value = try JSONValue.parse(bytes)
        } catch {
            throw ControlProblem(.badBody, "The body is not JSON: \(error.reason)")
        }
        guard let object = value.objectValue else { throw ControlProblem(.badBody, "The body is not a JSON object.") }
        return object
    }
}
