// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

/// Where an endpoint writes a body that it makes while it is sent; each write waits for the reader.
final class AnswerSink: Sendable {
    /// The scripted cut is reached: nothing more goes out.
    struct CutReached: Error {}

    private let exchange: TenantExchange
    private let framing: TenantAnswer.Framing
    private let cut: Int?
    private let sent = Mutex(0)

    init(exchange: TenantExchange, framing: TenantAnswer.Framing, cut: Int?) {
        self.exchange = exchange
        self.framing = framing
        self.cut = cut
    }

    /// Returns once the client has gone.
    var clientGone: Void {
        get async { await exchange.writer.clientGone }
    }

    func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        let before = sent.withLock { $0 }
        let part = cut.map { Array(bytes.prefix(max(0, $0 - before))) } ?? bytes
        let total = sent.withLock { count in
            count += part.count
            return count
        }
        exchange.core.witness.update(exchange.id) { witnessed in
            guard var response = witnessed.response else { return }
            witnessed.response = nil
            response.body.append(part)
            witnessed.response = response
        }
        if case .length(let length) = framing, total == length, cut == nil { exchange.conclude(.complete) }
        try await send(part)
        if part.count < bytes.count { throw CutReached() }
    }

    func finish() async throws {
        if let cut, sent.withLock({ $0 }) >= cut { throw CutReached() }
        exchange.conclude(.complete)
        switch framing {
        case .chunked: try await exchange.writer.write(bytes: ByteBuffer(string: "0\r\n\r\n"))
        case .length: break
        case .close: await exchange.writer.close()
        }
    }

    private func send(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        var buffer = ByteBuffer()
        if case .chunked = framing { buffer.writeString(String(bytes.count, radix: 16) + "\r\n") }
        buffer.writeBytes(bytes)
        if case .chunked = framing { buffer.writeString("\r\n") }
        try await exchange.writer.write(bytes: buffer)
    }
}
