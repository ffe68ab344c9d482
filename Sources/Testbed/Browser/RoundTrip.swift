// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

/// One request on one connection, and its answer, written to the witness as they happen.
struct RoundTrip: Sendable {
    let head: RequestHead
    let request: BrowserRequest
    let witness: Witness
    let id: Int

    /// How much of an uploaded body is handed over at once.
    private static let pieceBytes = 65_536

    /// Runs the work and writes down how it failed, if it did.
    func attempt(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Void
    ) async {
        do {
            try await work()
        } catch let error as TransportError {
            end(outcome(of: error), note: error.description)
        } catch {
            end(.malformed, note: "\(error)")
        }
    }

    /// Sends the request and reads the answer.
    func run(on connection: BrowserConnection) async throws {
        try await sendBody(on: connection)
        if let limit = request.leaveAfterSending, limit <= (request.body?.count ?? 0) {
            return await leave(connection)
        }
        if request.leaveAfter == 0 { return await leave(connection) }
        let response = try await connection.readResponse(
            to: head.method, within: request.within, bodyLimit: request.leaveAfter ?? .max)
        witness.update(id) {
            $0.response = WitnessedResponse(response)
            $0.interim = response.interim.map { WitnessedResponse(BrowserResponse(head: $0)) }
        }
        if let limit = request.leaveAfter, response.body.count >= limit { return await leave(connection) }
        end(response.isComplete ? .complete : .serverAborted, note: nil)
    }

    /// Says whether a request on a reused connection may go out again: nothing came back, and it changes nothing.
    func mayBeRepeated(after error: TransportError) -> Bool {
        (error.code == .connectionClosed || error.code == .connectionReset) && ["GET", "HEAD"].contains(head.method)
    }

    private func sendBody(on connection: BrowserConnection) async throws {
        guard let body = request.body else { return try await connection.send(head) }
        let sent = body.prefix(request.leaveAfterSending ?? body.count)
        if sent.count <= RoundTrip.pieceBytes, !request.isChunked {
            return try await connection.send(head, body: ByteBuffer(bytes: sent))
        }
        try await connection.send(head)
        do {
            try await sendPieces(of: Array(sent), on: connection)
        } catch let error as TransportError where error.code == .connectionClosed || error.code == .connectionReset {
            // The proxy may answer early and close its receiving half (RFC 9112 §9.5): the answer still counts.
        }
    }

    private func sendPieces(of body: [UInt8], on connection: BrowserConnection) async throws {
        var start = 0
        while start < body.count {
            let piece = body[start..<min(start + RoundTrip.pieceBytes, body.count)]
            try await connection.sendRaw(request.isChunked ? chunk(piece) : Array(piece))
            start += piece.count
        }
        let isWhole = request.leaveAfterSending == nil
        if request.isChunked, isWhole { try await connection.sendRaw(Array("0\r\n\r\n".utf8)) }
    }

    private func chunk(_ piece: ArraySlice<UInt8>) -> [UInt8] {
        Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
    }

    private func leave(_ connection: BrowserConnection) async {
        await connection.reset()
        end(.clientAborted, note: nil)
    }

    private func end(_ outcome: WitnessedExchange.Outcome, note: String?) {
        witness.update(id) {
            $0.outcome = outcome
            $0.endedAt = monotonicNanoseconds()
            if let note { $0.facts["problem"] = note }
        }
    }

    private func outcome(of error: TransportError) -> WitnessedExchange.Outcome {
        switch error.code {
        case .timedOut: .timedOut
        case .malformed: .malformed
        default: .serverAborted
        }
    }
}
