// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The way of an answer back to the browser. Called by the tenant connection that serves the request.
extension BrowserHandler {
    /// An interim answer: its cookies are taken, and all but 100 go on to those who understand them.
    func answerInterim(_ connection: TenantConnection) {
        guard let request else { return }
        consumeCookies(of: connection, for: request)
        guard connection.scanner.status != 100, !request.isOldVersion, !isAnswerBegun else { return }
        write { out in
            AnswerHeadWriter(request, connection, loop).writeInterim(into: &out)
            send(&out)
        }
    }

    /// The head of the answer is here.
    func answerBegan(_ connection: TenantConnection) {
        guard let request else { return }
        limit(.answerStall, times.answerStall)
        loop.counts.tenantAnswered(connection.scanner.status)
        consumeCookies(of: connection, for: request)
        plan = AnswerHeadWriter(request, connection, loop).plan()
        switch plan {
        case .stream: write { beginAnswer(request, connection, length: .asTold, into: &$0) }
        case .linkStream: beginLinkStream(request, connection)
        case .refused: refuseUpgrade(connection.scanner.status, retryAfter: connection.fieldValue("retry-after"))
        case .links, .token, .renew, .signedOut: break
        }
    }

    /// Takes the answer's cookies into the session's jar.
    func consumeCookies(of connection: TenantConnection, for request: BrowserRequest) {
        guard connection.answer.cookies > 0, let session = request.session else { return }
        let lines = connection.head.withUnsafeReadableBytes { head in
            connection.answer.kinds.indices.filter { connection.answer.kinds[$0] == .setCookie }.map {
                ASCII.string(connection.scanner.fields[$0].value(in: head))
            }
        }
        let hasChanged = session.consume(
            setCookieLines: lines, path: request.pathText, now: loop.now, generation: request.state?.generation)
        if hasChanged { shared.control.persist(session) }
    }

    /// Lends out the buffer in which the answer is put together.
    private func write(_ body: (inout ByteBuffer) -> Void) {
        var out = ByteBuffer()
        swap(&out, &toBrowser)
        body(&out)
        toBrowser = out
    }

    /// Writes the head.
    private func beginAnswer(
        _ request: BrowserRequest, _ connection: TenantConnection, length: AnswerLength, into out: inout ByteBuffer
    ) {
        isAnswerBegun = true
        loop.counts.answered(request, connection.scanner.status, at: eventLoop.now)
        if !request.isBodyComplete { request.isKeepAlive = false }
        answerFraming = AnswerHeadWriter(request, connection, loop).write(length: length, into: &out)
    }

    /// A part of the answer's body is here.
    func answerPart(_ part: ByteBuffer) {
        switch plan {
        case .stream: write { sendPart(part, into: &$0) }
        case .linkStream: write { sendPart(links.take(part), into: &$0) }
        case .links, .token: hold(part)
        case .renew, .signedOut, .refused: break
        }
    }

    private func hold(_ part: ByteBuffer) {
        if held.readableBytes == 0 {
            held = part
        } else {
            var all = takeHeld()
            all.writeImmutableBuffer(part)
            held = all
        }
        guard let request, let tenant else { return }
        switch plan {
        case .links where held.readableBytes > limits.rewrittenBodyBytes: beginLinkStream(request, tenant)
        case .token where held.readableBytes > limits.keptBodyBytes:
            // Too large to say that a token is stale: it goes on as it is.
            plan = .stream
            write { out in
                beginAnswer(request, tenant, length: .asTold, into: &out)
                sendPart(takeHeld(), into: &out)
            }
        default: break
        }
    }

    private func takeHeld() -> ByteBuffer {
        var bytes = ByteBuffer()
        swap(&bytes, &held)
        return bytes
    }

    /// The links of what was taken in, and of what comes, are rewritten as it goes on.
    private func beginLinkStream(_ request: BrowserRequest, _ connection: TenantConnection) {
        plan = .linkStream
        links = LinkStream(shared.origins)
        write { out in
            beginAnswer(request, connection, length: .open, into: &out)
            sendPart(links.take(takeHeld()), into: &out)
        }
    }

    private func sendPart(_ part: ByteBuffer, into out: inout ByteBuffer) {
        guard part.readableBytes > 0 else { return }
        if case .chunked = answerFraming { out.writeChunkSize(part.readableBytes) }
        if out.readableBytes + part.readableBytes <= 16 << 10 {
            out.writeImmutableBuffer(part)
        } else {
            send(&out)
            context?.write(wrapOutboundOut(part), promise: nil)
            needsFlush = true
        }
        if case .chunked = answerFraming { out.writeStaticString("\r\n") }
    }

    private func send(_ out: inout ByteBuffer) {
        guard out.readableBytes > 0 else { return }
        context?.write(wrapOutboundOut(out), promise: nil)
        out.clear()
        needsFlush = true
    }

    /// Sends what was written; the buffer is emptied after the flush, when nobody else holds its storage any more.
    private func flush(_ out: inout ByteBuffer) {
        needsFlush = false
        if out.readableBytes > 0 {
            context?.writeAndFlush(wrapOutboundOut(out), promise: nil)
            out.clear()
        } else {
            context?.flush()
        }
    }

    /// No more of the answer is here for now.
    func answerPaused() {
        guard case .forwarding = phase else { return }
        // A body of unknown length that does not come at once is not waited for.
        if case .links = plan, held.readableBytes > 0, let request, let tenant, tenant.scanner.framing == .chunked {
            beginLinkStream(request, tenant)
        }
        if needsFlush || toBrowser.readableBytes > 0 { write { flush(&$0) } }
        guard wait == .answerStall || wait == .write else { return }
        if context?.channel.isWritable == true { limit(.answerStall, times.answerStall) }
    }

    /// The answer is here whole; the connection may be used for another request right after this.
    func answerComplete(_ connection: TenantConnection) {
        guard let request else { return }
        switch plan {
        case .stream: write { endAnswer(&$0) }
        case .linkStream:
            write { out in
                sendPart(links.finish(), into: &out)
                endAnswer(&out)
            }
        case .links: sendHeld(request, connection, shared.origins.rewriteLinks(in: held) ?? held)
        case .token:
            let isStale = held.withUnsafeReadableBytes { ASCII.contains($0, QlikName.staleToken) }
            if isStale { return }
            guard request.route != .relay else { return plan = .refused }
            sendHeld(request, connection, held)
        case .renew, .signedOut, .refused: break
        }
    }

    private func sendHeld(_ request: BrowserRequest, _ connection: TenantConnection, _ body: ByteBuffer) {
        plan = .stream
        write { out in
            beginAnswer(request, connection, length: .known(body.readableBytes), into: &out)
            sendPart(body, into: &out)
            endAnswer(&out)
        }
    }

    private func endAnswer(_ out: inout ByteBuffer) {
        if case .chunked = answerFraming { out.writeStaticString("0\r\n\r\n") }
        if needsFlush || out.readableBytes > 0 { flush(&out) }
    }

    /// The tenant connection is done with the request: serve the next one, or this one once more.
    func answerEnded() {
        guard case .forwarding = phase, let request else { return }
        tenant = nil
        if case .stream = plan { return requestEnded(closing: closesAfterAnswer(request)) }
        guard let session = request.session else { return refuseSignedOut() }
        switch plan {
        case .stream, .links, .linkStream: requestEnded(closing: closesAfterAnswer(request))
        case .token:
            request.hasRefreshedToken = true
            fetchToken(session, refresh: true, for: request) { $0.forwardAgain($1) }
        case .refused: refuseUpgrade(403, retryAfter: nil)
        case .renew: renew(request, session)
        case .signedOut: refuseSignedOut()
        }
    }

    private func closesAfterAnswer(_ request: BrowserRequest) -> Bool {
        if case .close = answerFraming { return true }
        return !request.isBodyComplete
    }

    /// Opens a new tenant session and repeats the request once (EXP-02).
    private func renew(_ request: BrowserRequest, _ session: LiveSession) {
        let generation = request.state?.generation ?? 0
        let control = shared.control
        request.hasRenewed = true
        ask {
            try await control.renew(session, sawGeneration: generation)
        } then: { handler, result in
            switch result {
            case .success(.renewed): handler.repeatRenewed(request, session)
            case .success(.ended): handler.refuseSignedOut()
            case .success(.passing(let error)): handler.refuse(error)
            case .failure(let error):
                let unknown = ProxyError(
                    .tenantUnreachable, source: .upstream, reason: "The renewal failed.", underlying: error)
                handler.refuse(error as? ProxyError ?? unknown)
            }
        }
    }

    private func repeatRenewed(_ request: BrowserRequest, _ session: LiveSession) {
        guard let state = session.use(at: loop.now, path: { request.pathText }) else { return refuseSignedOut() }
        request.state = state
        guard !request.method.isSafe, state.csrfToken == nil else { return forwardAgain(request) }
        fetchToken(session, refresh: false, for: request) { $0.forwardAgain($1) }
    }

    /// The tenant connection is gone before the answer was whole.
    func answerFailed(_ connection: TenantConnection, isMalformed: Bool, underlying: (any Error)?) {
        tenant = nil
        guard case .forwarding = phase, let request else { return }
        if isAnswerBegun { return abort() }
        // A pooled connection may have died unseen. What is safe is sent once more, the rest is not (ERR-01).
        if connection.isReused, !connection.sawAnswer, !request.hasRetried, request.method.isSafe, request.isKept,
            request.isBodyComplete
        {
            request.hasRetried = true
            return forwardAgain(request, fresh: true)
        }
        let code: ProxyError.Code = isMalformed ? .tenantMalformed : .tenantUnreachable
        refuse(.init(code, source: .upstream, reason: "The tenant's answer broke off.", underlying: underlying))
    }
}
