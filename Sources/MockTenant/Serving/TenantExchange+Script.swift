// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

extension TenantExchange {
    /// Plays a scripted answer that takes the place of the real one; false where the real one is wanted.
    func playInstead(_ action: ScriptedAnswer.Action) async throws -> Bool {
        core.witness.update(id) { $0.facts["scripted"] = Self.name(of: action) }
        switch action {
        case .respond(let status, let headers, let body):
            try await respond(status, headers, body)
        case .refuseUpgrade(let status, let headers, let body):
            guard request.isUpgrade else { return false }
            try await respond(status, headers, body)
        case .raw(let bytes):
            conclude(.complete)
            try await writer.raw(bytes)
            await writer.close()
        case .reset:
            conclude(.serverAborted)
            await writer.reset()
        case .close:
            conclude(.serverAborted)
            await writer.close()
        case .silence:
            await writer.clientGone
            conclude(.clientAborted)
            await writer.close()
        case .truncate, .dribble, .addHeaders, .proceed, .wrongAcceptKey, .defect:
            return false
        }
        return true
    }

    /// The literal answer, after the request has been read to its end.
    private func respond(_ status: Int, _ headers: HeaderList, _ body: [UInt8]) async throws {
        _ = try await ReceivedBody.read(request.body, keeping: 0, into: core.witness, exchange: id)
        var headers = headers
        let hasBody = status >= 200 && status != 204 && status != 304
        if hasBody, !headers.contains("Content-Length"), !headers.contains("Transfer-Encoding") {
            headers.append("Content-Length", String(body.count))
        }
        let response = WitnessedResponse(
            status: status, reason: StatusPhrases.phrase(for: status), headers: headers,
            body: WitnessedBody.digested(hasBody ? body : []))
        core.witness.update(id) { $0.response = response }
        conclude(.complete)
        try await writer.respond(status, headers, body, reason: StatusPhrases.phrase(for: status))
    }

    private static func name(of action: ScriptedAnswer.Action) -> String {
        switch action {
        case .respond: "respond"
        case .raw: "raw"
        case .reset: "reset"
        case .silence: "silence"
        case .truncate: "truncate"
        case .dribble: "dribble"
        case .addHeaders: "add-headers"
        case .close: "close"
        case .proceed: "proceed"
        case .refuseUpgrade: "refuse-upgrade"
        case .wrongAcceptKey: "wrong-accept-key"
        case .defect(let name): "defect \(name)"
        }
    }
}
