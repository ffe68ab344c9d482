// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Links
import NIOCore
import Transport
import Wire

/// Writes one recorded answer as it was written then, or as much of it as there was.
struct AnswerPlayer: Sendable {
    let answer: PlayedAnswer
    let request: RequestHead
    let writer: DoubleWriter
    /// Lets links to the recorded tenant lead to this one; nil where both have the same authority.
    let mapping: TenantMapping?
    let timing: ReplayTiming

    /// Bodies up to this size are written together with their head, and keep a `Content-Length` when links change it.
    private static let writtenAtOnce = 1 << 20

    /// Plays the answer, and ends the connection where the recorded one ended.
    func play() async throws {
        try await timing.wait(answer.delay)
        for interim in answer.interims { try await writer.write(head: mapped(interim)) }
        if let head = answer.head { try await play(head) }
        switch answer.outcome {
        case .complete: break
        case .clientLeft, nil: await writer.clientGone
        case .serverLeft, .malformed: await writer.close()
        case .serverReset, .unreachable: await writer.reset()
        }
    }

    /// The head as this client has to see it.
    func mapped(_ head: ResponseHead) -> ResponseHead {
        var head = head
        mapping?.map(&head)
        return head
    }

    private func play(_ recorded: ResponseHead) async throws {
        var head = mapped(recorded)
        let hasBody = request.method != "HEAD" && head.status != 204 && head.status != 304
        let rewriter = hasBody ? mapping?.rewriter(for: recorded) : nil
        let isChunked = head.headers.hasToken("Transfer-Encoding", "chunked")
        let isWhole = answer.outcome == .complete && !isChunked && answer.body.length <= Self.writtenAtOnce
        if isWhole, timing == .none || answer.body.pieces.isEmpty {
            let body = hasBody ? rewritten(try answer.body.whole(), rewriter) : ByteBuffer()
            if rewriter != nil, head.headers.contains("Content-Length") {
                head.headers.set("Content-Length", String(body.readableBytes))
            }
            return try await writer.write(head: head, body: body)
        }
        if rewriter != nil, !isChunked {
            head.headers.removeAll("Content-Length")
            head.headers.set("Transfer-Encoding", "chunked")
        }
        try await writer.write(head: head)
        if hasBody { try await pass(inChunks: isChunked || rewriter != nil, through: rewriter) }
    }

    private func rewritten(_ body: ByteBuffer, _ rewriter: AuthorityRewriter?) -> ByteBuffer {
        guard var rewriter else { return body }
        var whole = rewriter.pass(body)
        whole.writeImmutableBuffer(rewriter.finish())
        return whole
    }

    /// Writes the body piece by piece; the last chunk only where the recorded body was whole.
    private func pass(inChunks: Bool, through rewriter: AuthorityRewriter?) async throws {
        var rewriter = rewriter
        var pieces = answer.body.pieces[...]
        for number in 0..<answer.body.blockCount {
            var block = try answer.body.block(number)
            while block.readableBytes > 0 {
                let size = timing == .none ? block.readableBytes : try await nextSize(&pieces, block.readableBytes)
                let piece = block.readSlice(length: size) ?? ByteBuffer()
                try await write(rewriter?.pass(piece) ?? piece, inChunk: inChunks)
            }
        }
        if let rest = rewriter?.finish() { try await write(rest, inChunk: inChunks) }
        guard inChunks, answer.outcome == .complete else { return }
        var last = ByteBuffer(string: "0\r\n")
        answer.trailers.write(into: &last)
        try await writer.write(bytes: last)
    }

    /// Waits until the next piece is due, and says how much of a block it takes; what came later than the last piece
    /// known comes with it.
    private func nextSize(_ pieces: inout ArraySlice<PlayedBody.Piece>, _ available: Int) async throws -> Int {
        guard let piece = pieces.popFirst() else { return available }
        try await timing.wait(piece.delay)
        return min(max(1, piece.size), available)
    }

    private func write(_ bytes: ByteBuffer, inChunk: Bool) async throws {
        guard bytes.readableBytes > 0 else { return }
        guard inChunk else { return try await writer.write(bytes: bytes) }
        var chunk = ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n")
        chunk.writeImmutableBuffer(bytes)
        chunk.writeString("\r\n")
        try await writer.write(bytes: chunk)
    }
}
