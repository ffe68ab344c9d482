// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Wire

/// The proxy's own answers.
extension BrowserHandler {
    /// Takes in the body of a request to an own route, then lets the control side answer.
    func collect() {
        if case .collecting = phase {
        } else {
            phase = .collecting
            ownBody = ByteBuffer()
            if let request { sayContinue(request) }
            if request?.isBodyComplete == false { limit(.body, times.bodyGrace) }
        }
        guard request?.isBodyComplete == false else { return answerOwn() }
        do {
            while let part = try takeBody() {
                ownBody.writeImmutableBuffer(part)
                guard ownBody.readableBytes <= limits.ownBodyBytes else {
                    return refuse(
                        .init(.bodyTooLarge, source: .downstream, reason: "Own routes take little."), closing: true)
                }
            }
        } catch {
            return refuseMalformed(error)
        }
        guard bodyReader.isFinished else { return }
        request?.isBodyComplete = true
        answerOwn()
    }

    private func answerOwn() {
        guard let request else { return }
        wheel.clear(alarm)
        let own = OwnRequest(
            method: methodText(request), target: request.targetText,
            headers: headerList(request), body: ownBody, peer: context?.remoteAddress?.ipAddress,
            isSecure: shared.isSecure)
        ownBody = ByteBuffer()
        let control = shared.control
        ask {
            await control.ownRoute(own)
        } then: { handler, result in
            switch result {
            case .success(let response): handler.respond(response)
            case .failure(let error):
                handler.refuse(.init(.internalFault, source: .internal, reason: "No own answer.", underlying: error))
            }
        }
    }

    private func headerList(_ request: BrowserRequest) -> HeaderList {
        request.head.withUnsafeReadableBytes { head in
            HeaderList(
                scanner.fields.map {
                    HeaderField(name: ASCII.string($0.name(in: head)), value: ASCII.string($0.value(in: head)))
                })
        }
    }

    private func methodText(_ request: BrowserRequest) -> String {
        request.head.withUnsafeReadableBytes {
            ASCII.string(UnsafeRawBufferPointer(rebasing: $0[scanner.startLine.first]))
        }
    }

    /// Asks the browser for the body it is holding back, now that it is wanted (RFC 9110 §10.1.1).
    func sayContinue(_ request: BrowserRequest) {
        guard scanner.expectsContinue, !request.isBodyComplete, !request.isOldVersion, input.readableBytes == 0 else {
            return
        }
        context?.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }

    /// Answers a preflight: only what may call with credentials learns that it may (STAT-06).
    func answerPreflight() {
        var headers: HeaderList = ["Cache-Control": "no-store"]
        if request?.allowedOrigin != nil {
            headers.append("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
            headers.append("Access-Control-Allow-Headers", Self.allowedHeaders)
            headers.append("Access-Control-Max-Age", "600")
        }
        respond(OwnResponse(status: 204, headers: headers))
    }

    private static let allowedHeaders =
        "Accept, Content-Type, If-Match, If-None-Match, Range, X-Requested-With, Qlik-CSRF-Token, "
        + "Qlik-Web-Integration-ID, Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset"

    /// Answers with an error; the connection ends when a body is still on its way.
    func refuse(_ error: ProxyError, closing: Bool = false) {
        dropTenant()
        loop.counts.refused(error.code)
        log(error)
        respond(error.problem, closing: closing || request?.isBodyComplete != true)
    }

    /// What was not served for a reason of ours or the tenant's is worth a line; what a browser did wrong is not.
    private func log(_ error: ProxyError) {
        let level: Logger.Level = error.status >= 500 ? .error : .debug
        shared.logger.log(
            level: level, "request refused",
            metadata: [
                "error.code": "\(error.code.rawValue)", "error.source": "\(error.source.rawValue)",
                "error.reason": "\(error.reason)",
            ])
    }

    func refuseMalformed(_ error: any Error) {
        let code: ProxyError.Code =
            switch (error as? WireError)?.code {
            case .lineTooLong where (error as? WireError)?.isInStartLine(limits.requestHead) == true:
                .targetTooLong
            case .lineTooLong, .headTooLong, .tooManyFields: .headTooLarge
            default: .malformedRequest
            }
        let reason = (error as? WireError)?.reason ?? "Unreadable."
        refuse(.init(code, source: .downstream, reason: reason, underlying: error), closing: true)
    }

    /// Writes a whole answer of our own and ends the request.
    func respond(_ response: OwnResponse, closing: Bool = false) {
        loop.counts.answered(request, response.status, at: eventLoop.now)
        let closes = closing || request?.isKeepAlive != true || loop.isDraining
        var out = ByteBuffer()
        out.writeString("HTTP/1.1 \(response.status) \(Reason.phrase(response.status))\r\n")
        for field in response.headers where !Self.isOurs(field.name) {
            out.writeOctets("\(field.name): \(field.value)\r\n")
        }
        out.writeString("Date: \(loop.dateText)\r\n")
        if let origin = request?.allowedOrigin { out.writeCORS(origin) }
        if facts.origin >= 0 { out.writeString("Vary: Origin\r\n") }
        if closes { out.writeString("Connection: close\r\n") }
        if response.status >= 200, response.status != 204, response.status != 304 {
            out.writeString("Content-Length: \(response.body.readableBytes)\r\n")
        }
        out.writeString("\r\n")
        if request?.method != .head, response.status != 204, response.status != 304 {
            out.writeImmutableBuffer(response.body)
        }
        context?.writeAndFlush(wrapOutboundOut(out), promise: nil)
        requestEnded(closing: closes)
    }

    private static func isOurs(_ name: String) -> Bool {
        ["content-length", "connection", "transfer-encoding", "date"].contains(name.lowercased())
    }
}

extension WireError {
    /// Whether a line that is too long is the first one.
    fileprivate func isInStartLine(_ limits: HeadLimits) -> Bool { offset <= limits.startLineBytes + 2 }
}

extension ByteBuffer {
    /// The fields by which a browser lets a page of that origin read an answer.
    mutating func writeCORS(_ origin: String) {
        writeString("Access-Control-Allow-Origin: ")
        writeOctets(origin)
        writeString("\r\nAccess-Control-Allow-Credentials: true\r\n")
    }
}
