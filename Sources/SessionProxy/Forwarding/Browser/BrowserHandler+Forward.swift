// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The way of a request to the tenant.
extension BrowserHandler {
    /// Sends the request on, over a pooled connection where there is one.
    func forward(fresh: Bool = false) {
        phase = .forwarding
        if request?.isRepeat == false { sayContinue() }
        if !fresh, let connection = loop.pool.take() { return send(over: connection) }
        loop.pool.dial { [self] result in
            guard case .forwarding = phase, tenant == nil, request != nil else {
                if case .success(let connection) = result { connection.close() }
                return
            }
            switch result {
            case .success(let connection): send(over: connection)
            case .failure(let error): refuse(error)
            }
        }
        resumeReading()
    }

    private func send(over connection: TenantConnection) {
        guard let request else { return connection.close() }
        tenant = connection
        connection.serve(self, isHead: request.method == .head)
        toTenant.clear()
        RequestHeadWriter.write(request, of: self, into: &toTenant)
        if request.isRepeat { return sendKept(connection) }
        if request.isBodyComplete { return sendEnd(connection) }
        request.bodyBegan = loop.eventLoop.now
        limit(.body, times.bodyGrace)
        pumpBody()
    }

    /// Small bodies share the head's write; octets are counted, chunks are framed anew.
    func pumpBody() {
        guard let connection = tenant, request?.isBodyComplete == false, request?.isRepeat == false else { return }
        do {
            while let part = try bodyReader.read(&input) {
                guard keep(part) else {
                    return refuseLargeBody()
                }
                append(part, to: connection)
            }
        } catch {
            return isAnswerBegun ? abort() : refuseMalformed(error)
        }
        if bodyReader.isFinished {
            request?.isBodyComplete = true
            if request?.framing == .chunked { toTenant.writeStaticString("0\r\n\r\n") }
            return sendEnd(connection)
        }
        flushToTenant(connection)
        resumeReading()
    }

    private func refuseLargeBody() {
        let error = ProxyError(.bodyTooLarge, source: .downstream, reason: "The body grew over the limit.")
        dropTenant()
        toTenant.clear()
        isAnswerBegun ? abort() : refuse(error, closing: true)
    }

    /// Counts a part, and keeps it while the whole may be sent again; false above the limit.
    private func keep(_ part: ByteBuffer) -> Bool {
        guard let request else { return false }
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
        if wait == .body { limit(.body, request.bodyBegan + times.bodyGrace + bought - loop.eventLoop.now) }
        return request.bodyBytes <= limits.requestBodyBytes
    }

    private func append(_ part: ByteBuffer, to connection: TenantConnection) {
        let isChunked = request?.framing == .chunked
        if isChunked { toTenant.writeChunkSize(part.readableBytes) }
        if toTenant.readableBytes + part.readableBytes <= 16 << 10 {
            toTenant.writeImmutableBuffer(part)
        } else {
            writeToTenant(connection)
            connection.write(part)
        }
        if isChunked { toTenant.writeStaticString("\r\n") }
    }

    private func sendKept(_ connection: TenantConnection) {
        for part in request?.kept ?? [] { toTenant.writeImmutableBuffer(part) }
        sendEnd(connection)
    }

    private func sendEnd(_ connection: TenantConnection) {
        connection.isRequestSent = true
        limit(.answer, times.answer)
        flushToTenant(connection)
        resumeReading()
    }

    private func writeToTenant(_ connection: TenantConnection) {
        guard toTenant.readableBytes > 0 else { return }
        connection.write(toTenant)
        toTenant.clear()
    }

    private func flushToTenant(_ connection: TenantConnection) {
        guard toTenant.readableBytes > 0 else { return connection.flush() }
        connection.writeAndFlush(toTenant)
        toTenant.clear()
    }

    /// The tenant takes octets again.
    func tenantTakesMore() {
        resumeReading()
    }

    /// Sends the same request once more, with what is known now.
    func forwardAgain(fresh: Bool = false) {
        request?.isRepeat = true
        isAnswerBegun = false
        plan = .stream
        held = ByteBuffer()
        if request?.route == .relay { return upgrade() }
        forward(fresh: fresh)
    }
}
