// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The way of a request to the tenant.
extension BrowserHandler {
    /// Sends the request on, over a pooled connection where there is one.
    func forward(_ request: BrowserRequest, fresh: Bool = false) {
        phase = .forwarding
        if !request.isRepeat { sayContinue(request) }
        if !fresh, let connection = pool.take() { return send(request, over: connection) }
        pool.dial { [self] result in
            guard case .forwarding = phase, tenant == nil, self.request != nil else {
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): send(request, over: connection)
            case .failure(let error): refuse(error)
            }
        }
        resumeReading()
    }

    private func send(_ request: BrowserRequest, over connection: TenantConnection) {
        tenant = connection
        connection.serve(self, isHead: request.method == .head)
        var bytes = ByteBuffer()
        swap(&bytes, &toTenant)
        bytes.clear()
        RequestHeadWriter.write(request, of: self, into: &bytes)
        if request.isRepeat { for part in request.kept { bytes.writeImmutableBuffer(part) } }
        if request.isRepeat || request.isBodyComplete { return sendEnd(&bytes, over: connection) }
        toTenant = bytes
        request.bodyBegan = eventLoop.now
        limit(.body, times.bodyGrace)
        pumpBody()
    }

    /// Small bodies share the head's write; octets are counted, chunks are framed anew.
    func pumpBody() {
        guard let request, let connection = tenant, !request.isBodyComplete, !request.isRepeat else { return }
        var bytes = ByteBuffer()
        swap(&bytes, &toTenant)
        do {
            while let part = try takeBody() {
                guard keep(part, of: request) else { return refuseLargeBody() }
                append(part, of: request, to: &bytes, over: connection)
            }
        } catch {
            return isAnswerBegun ? abort() : refuseMalformed(error)
        }
        if bodyReader.isFinished {
            request.isBodyComplete = true
            if request.framing == .chunked { bytes.writeStaticString("0\r\n\r\n") }
            return sendEnd(&bytes, over: connection)
        }
        flush(&bytes, over: connection)
        resumeReading()
    }

    private func refuseLargeBody() {
        let error = ProxyError(.bodyTooLarge, source: .downstream, reason: "The body grew over the limit.")
        dropTenant()
        isAnswerBegun ? abort() : refuse(error, closing: true)
    }

    /// Counts a part, and keeps it while the whole may be sent again; false above the limit.
    private func keep(_ part: ByteBuffer, of request: BrowserRequest) -> Bool {
        request.bodyBytes += part.readableBytes
        if request.isKept {
            if request.bodyBytes <= limits.keptBodyBytes {
                request.kept.append(part)
            } else {
                request.kept = []
                request.isKept = false
            }
        }
        // Each KiB buys a second, so that only senders slower than that run out of time.
        let bought = TimeAmount.seconds(Int64(request.bodyBytes >> 10))
        if wait == .body { limit(.body, request.bodyBegan + times.bodyGrace + bought - eventLoop.now) }
        return request.bodyBytes <= limits.requestBodyBytes
    }

    private func append(
        _ part: ByteBuffer, of request: BrowserRequest, to bytes: inout ByteBuffer, over connection: TenantConnection
    ) {
        let isChunked = request.framing == .chunked
        if isChunked { bytes.writeChunkSize(part.readableBytes) }
        if bytes.readableBytes + part.readableBytes <= 16 << 10 {
            bytes.writeImmutableBuffer(part)
        } else {
            if bytes.readableBytes > 0 { connection.write(bytes) }
            bytes.clear()
            connection.write(part)
        }
        if isChunked { bytes.writeStaticString("\r\n") }
    }

    /// Sends what is left of the request; the tenant's time to answer begins.
    private func sendEnd(_ bytes: inout ByteBuffer, over connection: TenantConnection) {
        connection.isRequestSent = true
        limit(.answer, times.answer)
        flush(&bytes, over: connection)
        resumeReading()
    }

    /// Sends what was written; the buffer is emptied after the flush, when nobody else holds its storage any more.
    private func flush(_ bytes: inout ByteBuffer, over connection: TenantConnection) {
        if bytes.readableBytes > 0 { connection.writeAndFlush(bytes) } else { connection.flush() }
        bytes.clear()
        toTenant = bytes
    }

    /// The tenant takes octets again.
    func tenantTakesMore() {
        resumeReading()
    }

    /// Sends the same request once more, with what is known now.
    func forwardAgain(_ request: BrowserRequest, fresh: Bool = false) {
        request.isRepeat = true
        isAnswerBegun = false
        plan = .stream
        held = ByteBuffer()
        if request.route == .relay { return upgrade() }
        forward(request, fresh: fresh)
    }
}
