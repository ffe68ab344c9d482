// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// Plays one scripted answer, or the real one where nothing is scripted.
struct ScriptedPerformance: Sendable {
    let scripted: ScriptedAnswer?
    let writer: DoubleWriter
    let record: ExchangeRecord
    let pause: @Sendable (Duration) async throws -> Void

    init(
        _ scripted: ScriptedAnswer?, writer: DoubleWriter, record: ExchangeRecord,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.scripted = scripted
        self.writer = writer
        self.record = record
        self.pause = pause
    }

    /// Answers; `real` is asked only where the script wants the real answer or a defective form of it.
    func run(_ real: @Sendable (IdentityDefect?) async throws -> EndpointOutcome) async throws {
        if let delay = scripted?.delay { try await pause(delay) }
        switch scripted?.action {
        case nil, .proceed, .wrongAcceptKey:
            try await write(real(nil))
        case .defect(let name):
            try await misbehave(name, real)
        case .addHeaders(let lines):
            var outcome = try await real(nil)
            for line in lines { outcome.answer.headers.append(line.name, line.value) }
            try await write(outcome)
        case .respond(let status, let headers, let body), .refuseUpgrade(let status, let headers, let body):
            try await write(EndpointOutcome(answer: IdentityAnswer(status, headers: headers, body: body)))
        case .truncate(let count):
            try await truncate(real(nil), afterBodyBytes: count)
        case .dribble(let bytes, let pause):
            try await write(real(nil), through: writer.paced(.init(pieceBytes: bytes, pause: pause)))
        case .raw, .reset, .close, .silence:
            try await breakOff()
        }
    }

    private func misbehave(
        _ name: String, _ real: @Sendable (IdentityDefect?) async throws -> EndpointOutcome
    ) async throws {
        guard let defect = DefectCatalogue.defect(named: name) else {
            let document = JSONObject([("error", .string("unknown_defect")), ("error_description", .string(name))])
            return try await write(
                EndpointOutcome(answer: .json(document, status: 500), facts: ["harness-error": "unknown defect"]))
        }
        if let delay = defect.effect.delay { try await pause(delay) }
        var outcome = try await real(defect)
        defect.effect.spoil(&outcome.answer)
        outcome.facts["defect"] = defect.name
        try await write(outcome)
    }

    private func write(_ outcome: EndpointOutcome, through slow: DoubleWriter? = nil) async throws {
        let answer = outcome.answer
        record.answered(outcome)
        // Before the write: who has read the answer must not find the exchange open.
        record.end(.complete)
        do {
            try await (slow ?? writer).respond(answer.status, answer.headers, answer.body)
        } catch {
            record.end(.clientAborted)
            throw error
        }
    }

    private func truncate(_ outcome: EndpointOutcome, afterBodyBytes count: Int) async throws {
        var headers = outcome.answer.headers
        headers.set("Content-Length", String(outcome.answer.body.count))
        record.answered(outcome)
        try await writer.write(
            head: ResponseHead(version: .http11, status: outcome.answer.status, reason: "", headers: headers))
        try await writer.write(bytes: ByteBuffer(bytes: outcome.answer.body.prefix(count)))
        record.end(.serverAborted)
        await writer.close()
    }

    private func breakOff() async throws {
        if scripted?.action != .silence { record.end(.serverAborted) }
        switch scripted?.action {
        case .raw(let octets): try await writer.raw(octets)
        case .reset: await writer.reset()
        case .silence:
            await writer.clientGone
            record.end(.clientAborted)
        default: await writer.close()
        }
    }
}
