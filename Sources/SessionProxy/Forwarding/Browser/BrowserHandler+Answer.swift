// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The way of an answer back to the browser. Called by the tenant connection that serves the request.
extension BrowserHandler {
    /// An interim answer: its cookies are taken, and all but 100 go on to those who understand them.
    func answerInterim(_ connection: TenantConnection) {
        consumeCookies(of: connection)
        guard connection.scanner.status != 100, request?.isOldVersion == false, !isAnswerBegun else { return }
        toBrowser.clear()
        AnswerHeadWriter(browser: self, connection: connection).writeInterim(into: &toBrowser)
        writeToBrowser()
    }

    /// The head of the answer is here.
    func answerBegan(_ connection: TenantConnection) {
        guard request != nil else { return }
        limit(.answerStall, times.answerStall)
        loop.counts.tenantAnswered(connection.scanner.status)
        consumeCookies(of: connection)
        plan = AnswerHeadWriter(browser: self, connection: connection).plan()
        switch plan {
        case .stream: beginAnswer(connection, length: .asTold)
        case .linkStream: beginLinkStream(connection)
        case .refused: refuseUpgrade(connection.scanner.status, retryAfter: connection.fieldValue("retry-after"))
        case .links, .token, .renew, .signedOut: break
        }
    }

    /// Takes the cookies of a 101, which is answered elsewhere.
    func answerInterim(consumingOnly connection: TenantConnection) { consumeCookies(of: connection) }

    private func consumeCookies(of connection: TenantConnection) {
        guard connection.answer.cookies > 0, let request, let session = request.session else { return }
        let lines = connection.head.withUnsafeReadableBytes { head in
            connection.answer.kinds.indices.filter { connection.answer.kinds[$0] == .setCookie }.map {
                ASCII.string(connection.scanner.fields[$0].value(in: head))
            }
        }
        let hasChanged = session.consume(
            setCookieLines: lines, path: request.pathText, now: loop.now, generation: request.state?.generation)
        if hasChanged { loop.shared.control.persist(session) }
    }

    /// Writes the head.
    private func beginAnswer(_ connection: TenantConnection, length: AnswerLength) {
        isAnswerBegun = true
        loop.counts.answered(request, connection.scanner.status, at: loop.eventLoop.now)
        if request?.isBodyComplete != true { request?.isKeepAlive = false }
        toBrowser.clear()
        answerFraming = AnswerHeadWriter(browser: self, connection: connection)
            .write(length: length, into: &toBrowser)
    }

    /// A part of the answer's body is here.
    func answerPart(_ part: ByteBuffer) {
        switch plan {
        case .stream: sendPart(part)
        case .linkStream: sendPart(links.take(part))
        case .links, .token: hold(part)
        case .renew, .signedOut, .refused: break
        }
    }

    private func hold(_ part: ByteBuffer) {
        if held.readableBytes == 0 { held = part } else { held.writeImmutableBuffer(part) }
        guard let tenant else { return }
        switch plan {
        case .links where held.readableBytes > limits.rewrittenBodyBytes: beginLinkStream(tenant)
        case .token where held.readableBytes > limits.keptBodyBytes:
            // Too large to say that a token is stale: it goes on as it is.
            plan = .stream
            beginAnswer(tenant, length: .asTold)
            sendPart(takeHeld())
        default: break
        }
    }

    private func takeHeld() -> ByteBuffer {
        defer { held = ByteBuffer() }
        return held
    }

    /// The links of what was taken in, and of what comes, are rewritten as it goes on.
    private func beginLinkStream(_ connection: TenantConnection) {
        plan = .linkStream
        links = LinkStream(loop.shared.origins)
        beginAnswer(connection, length: .open)
        sendPart(links.take(takeHeld()))
    }

    private func sendPart(_ part: ByteBuffer) {
        guard part.readableBytes > 0 else { return }
        if case .chunked = answerFraming { toBrowser.writeChunkSize(part.readableBytes) }
        if toBrowser.readableBytes + part.readableBytes <= 16 << 10 {
            toBrowser.writeImmutableBuffer(part)
        } else {
            writeToBrowser()
            context?.write(wrapOutboundOut(part), promise: nil)
            needsFlush = true
        }
        if case .chunked = answerFraming { toBrowser.writeStaticString("\r\n") }
    }

    private func writeToBrowser() {
        guard toBrowser.readableBytes > 0 else { return }
        context?.write(wrapOutboundOut(toBrowser), promise: nil)
        toBrowser.clear()
        needsFlush = true
    }

    /// Sends what was written; the buffer is emptied after the flush, when nobody else holds its storage any more.
    private func flushToBrowser() {
        guard needsFlush || toBrowser.readableBytes > 0 else { return }
        needsFlush = false
        if toBrowser.readableBytes > 0 {
            context?.writeAndFlush(wrapOutboundOut(toBrowser), promise: nil)
            toBrowser.clear()
        } else {
            context?.flush()
        }
    }

    /// No more of the answer is here for now.
    func answerPaused() {
        guard case .forwarding = phase else { return }
        // A body of unknown length that does not come at once is not waited for.
        if case .links = plan, held.readableBytes > 0, tenant?.scanner.framing == .chunked, let tenant {
            beginLinkStream(tenant)
        }
        flushToBrowser()
        guard wait == .answerStall || wait == .write else { return }
        if context?.channel.isWritable == true { limit(.answerStall, times.answerStall) }
    }

    /// The answer is here whole; the connection may be used for another request right after this.
    func answerComplete(_ connection: TenantConnection) {
        guard request != nil else { return }
        switch plan {
        case .stream: break
        case .linkStream: sendPart(links.finish())
        case .links:
            if let rewritten = loop.shared.origins.rewriteLinks(in: held) { held = rewritten }
            sendHeld(connection)
        case .token:
            let isStale = held.withUnsafeReadableBytes { ASCII.contains($0, QlikName.staleToken) }
            if isStale { return }
            guard request?.route != .relay else { return plan = .refused }
            sendHeld(connection)
        case .renew, .signedOut, .refused: return
        }
        if case .chunked = answerFraming { toBrowser.writeStaticString("0\r\n\r\n") }
        flushToBrowser()
    }

    private func sendHeld(_ connection: TenantConnection) {
        plan = .stream
        beginAnswer(connection, length: .known(held.readableBytes))
        sendPart(takeHeld())
    }

    /// The tenant connection is done with the request: serve the next one, or this one once more.
    func answerEnded() {
        guard case .forwarding = phase, let session = request?.session else {
            if case .forwarding = phase { requestEnded(closing: closesAfterAnswer) }
            return
        }
        tenant = nil
        switch plan {
        case .stream, .links, .linkStream: requestEnded(closing: closesAfterAnswer)
        case .token:
            request?.hasRefreshedToken = true
            fetchToken(session, refresh: true) { $0.forwardAgain() }
        case .refused: refuseUpgrade(403, retryAfter: nil)
        case .renew: renew(session)
        case .signedOut: refuseSignedOut()
        }
    }

    private var closesAfterAnswer: Bool {
        if case .close = answerFraming { return true }
        return request?.isBodyComplete != true
    }

    /// Opens a new tenant session and repeats the request once (EXP-02).
    private func renew(_ session: LiveSession) {
        let generation = request?.state?.generation ?? 0
        let control = loop.shared.control
        request?.hasRenewed = true
        ask {
            try await control.renew(session, sawGeneration: generation)
        } then: { handler, result in
            switch result {
            case .success(.renewed): handler.repeatRenewed(session)
            case .success(.ended): handler.refuseSignedOut()
            case .success(.passing(let error)): handler.refuse(error)
            case .failure(let error):
                let unknown = ProxyError(
                    .tenantUnreachable, source: .upstream, reason: "The renewal failed.", underlying: error)
                handler.refuse(error as? ProxyError ?? unknown)
            }
        }
    }

    private func repeatRenewed(_ session: LiveSession) {
        guard let path = request?.pathLater, let state = session.use(at: loop.now, path: path) else {
            return refuseSignedOut()
        }
        request?.state = state
        request?.csrfToken = state.csrfToken
        guard request?.method.isSafe == false, state.csrfToken == nil else { return forwardAgain() }
        fetchToken(session, refresh: false) { $0.forwardAgain() }
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
            self.request?.hasRetried = true
            return forwardAgain(fresh: true)
        }
        let code: ProxyError.Code = isMalformed ? .tenantMalformed : .tenantUnreachable
        refuse(.init(code, source: .upstream, reason: "The tenant's answer broke off.", underlying: underlying))
    }
}
