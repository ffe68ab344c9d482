// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

/// Puts an answer on the wire, whole or cut, and tells the witness before the last byte leaves.
struct AnswerWriter: Sendable {
    let exchange: TenantExchange
    /// How many bytes of the body go out before the connection ends; nil is all of them.
    let cut: Int?
    /// HTTP/1.0: every answer ends its connection.
    let isOld: Bool

    func write(_ answer: TenantAnswer) async throws {
        switch answer.body {
        case .none, .engine, .refusedSocket: try await write(answer, bytes: [])
        case .bytes(let bytes): try await write(answer, bytes: bytes)
        case .stream(let framing, let produce): try await stream(answer, framing: framing, produce)
        }
    }

    private var isHEAD: Bool { exchange.request.head.method == "HEAD" }

    private func write(_ answer: TenantAnswer, bytes: [UInt8]) async throws {
        var headers = answer.headers
        let mayHaveBody = answer.status >= 200 && answer.status != 204 && answer.status != 304
        if mayHaveBody, !headers.contains("Content-Length") { headers.append("Content-Length", String(bytes.count)) }
        if isOld { headers.append("Connection", "close") }
        let body = mayHaveBody && !isHEAD ? bytes : []
        let sent = cut.map { Array(body.prefix($0)) } ?? body
        note(answer.status, headers, WitnessedBody.digested(sent), outcome: cut == nil ? .complete : .serverAborted)
        guard cut != nil || isOld else {
            return try await exchange.writer.respond(
                answer.status, headers, body, reason: StatusPhrases.phrase(for: answer.status))
        }
        var buffer = ByteBuffer()
        head(answer.status, headers).write(into: &buffer)
        buffer.writeBytes(sent)
        try await exchange.writer.write(bytes: buffer)
        await exchange.writer.close()
    }

    private func stream(
        _ answer: TenantAnswer, framing: TenantAnswer.Framing, _ produce: @Sendable (AnswerSink) async throws -> Void
    ) async throws {
        var headers = answer.headers
        var framing = framing
        if case .chunked = framing, isOld { framing = .close }
        switch framing {
        case .length(let count): headers.append("Content-Length", String(count))
        case .chunked: headers.append("Transfer-Encoding", "chunked")
        case .close: headers.append("Connection", "close")
        }
        if isOld, !headers.contains("Connection") { headers.append("Connection", "close") }
        note(answer.status, headers, .empty, outcome: .open)
        try await exchange.writer.write(head: head(answer.status, headers))
        do {
            if isHEAD {
                exchange.conclude(.complete)
            } else {
                let sink = AnswerSink(exchange: exchange, framing: framing, cut: cut)
                try await produce(sink)
                try await sink.finish()
            }
            if isOld { await exchange.writer.close() }
        } catch is AnswerSink.CutReached {
            exchange.conclude(.serverAborted)
            await exchange.writer.close()
        }
    }

    private func head(_ status: Int, _ headers: HeaderList) -> ResponseHead {
        ResponseHead(
            version: isOld ? .http10 : .http11, status: status, reason: StatusPhrases.phrase(for: status),
            headers: headers)
    }

    private func note(
        _ status: Int, _ headers: HeaderList, _ body: WitnessedBody, outcome: WitnessedExchange.Outcome
    ) {
        let response = WitnessedResponse(
            status: status, reason: StatusPhrases.phrase(for: status), headers: headers, body: body)
        exchange.core.witness.update(exchange.id) { witnessed in
            witnessed.response = response
            witnessed.outcome = outcome
            if outcome != .open { witnessed.endedAt = MonotonicTime.now }
        }
    }
}
