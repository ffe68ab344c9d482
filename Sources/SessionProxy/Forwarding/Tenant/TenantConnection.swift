// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// One connection to the tenant, serving one request at a time; the only parser of the tenant's octets.
final class TenantConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        case idle, waiting, body, relaying(Tunnel), closed
    }

    let alarm = Alarm()
    private(set) var wasAdded = false
    /// Whether it has served a request before, so that it may have died meanwhile.
    private(set) var isReused = false
    /// Whether an octet of the present answer arrived.
    private(set) var sawAnswer = false
    /// Whether the present request went out whole.
    var isRequestSent = false
    /// The head of the present answer, and what the scanner found in it.
    private(set) var head = ByteBuffer()
    private(set) var scanner: HeadScanner
    private(set) var phase = Phase.idle
    /// What the fields of the present answer are.
    private(set) var answer = AnswerFacts()

    private let pool: TenantPool
    private let wheel: TimerWheel
    private var context: ChannelHandlerContext?
    private var input = ByteBuffer()
    private var body = BodyReader(.none)
    private var isHead = false
    private var browser: BrowserHandler?
    private var isPaused = false
    private var isReadHeld = false
    private var failure: (any Error)?

    init(pool: TenantPool, wheel: TimerWheel, limits: ForwardingLimits) {
        self.pool = pool
        self.wheel = wheel
        scanner = HeadScanner(.response, limits: limits.responseHead)
    }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    // MARK: - For the browser's side

    /// Begins to serve a request.
    func serve(_ browser: BrowserHandler, isHead: Bool) {
        self.browser = browser
        self.isHead = isHead
        phase = .waiting
        sawAnswer = false
        isRequestSent = false
        wheel.clear(alarm)
    }

    func write(_ bytes: ByteBuffer) {
        context?.write(wrapOutboundOut(bytes), promise: nil)
    }

    func flush() { context?.flush() }

    func writeAndFlush(_ bytes: ByteBuffer) {
        context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    /// Stops or starts taking octets from the tenant.
    func pause(_ pause: Bool) {
        guard isPaused != pause else { return }
        isPaused = pause
        if !pause, isReadHeld {
            isReadHeld = false
            context?.read()
        }
    }

    /// Ends the connection without another word to the browser's side.
    func close() {
        guard leave() else { return }
        context?.channel.closeFully()
    }

    /// Gives up the exchange under way, so that the tenant works no longer for a browser that left.
    ///
    /// Only a reset says so: a TLS goodbye ends one half, and the rest of the answer would still be sent, read and
    /// thrown away until the tenant says goodbye too.
    func abandon() {
        guard leave() else { return }
        _ = context?.channel.hardReset()
    }

    /// Says whether there is a connection still to be ended.
    private func leave() -> Bool {
        browser = nil
        if case .closed = phase { return false }
        phase = .closed
        wheel.clear(alarm)
        pool.forget(self)
        return true
    }

    /// Turns into one leg of a tunnel; gives what arrived behind the 101.
    func relay(_ tunnel: Tunnel) -> ByteBuffer {
        phase = .relaying(tunnel)
        browser = nil
        // A slice keeps all of the buffer that it was read into, with TLS 32 KiB, and the next read needs another one.
        head = ByteBuffer()
        scanner = HeadScanner(.response, limits: scanner.limits)
        answer = AnswerFacts()
        return takeInput()
    }

    // MARK: - Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        wasAdded = true
        // Strong while in the pipeline: a weak reference would make each retain of this object a slow one.
        alarm.onDue = { self.close() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        wheel.clear(alarm)
        alarm.onDue = {}
        pool.closed()
    }

    func read(context: ChannelHandlerContext) {
        if isPaused { isReadHeld = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        switch phase {
        case .relaying(let tunnel): tunnel.received(buffer, from: .tenant)
        case .waiting, .body:
            sawAnswer = true
            pump(buffer)
        // Octets nobody asked for: whatever they are, they are no answer to the next request.
        case .idle: close()
        case .closed: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .relaying(let tunnel) = phase { tunnel.readComplete(from: .tenant) } else { browser?.answerPaused() }
        // As in `BrowserHandler`, nobody stands behind this handler.
        if !isPaused { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if case .relaying(let tunnel) = phase {
            tunnel.writabilityChanged(of: .tenant, isWritable: context.channel.isWritable)
        } else if context.channel.isWritable {
            browser?.tenantTakesMore()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { ended() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        failure = error
        lost()
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    // MARK: - Parsing

    /// Reads the answer as far as these octets go, behind those that are left.
    private func pump(_ more: ByteBuffer) {
        guard let browser else { return }
        var bytes = more
        if input.readableBytes > 0 {
            bytes = takeInput()
            bytes.writeImmutableBuffer(more)
        }
        do {
            while case .waiting = phase {
                guard try takeHead(&bytes) else { return input = bytes }
                if scanner.status == 101 { return try switchProtocols(browser, rest: bytes) }
                if scanner.status < 200 { browser.answerInterim(self) } else { begin(browser) }
            }
            while case .body = phase {
                let part = try body.read(&bytes)
                if let part { browser.answerPart(part) }
                guard case .body = phase else { return }
                if body.isFinished { return finish(browser, isLast: bytes.readableBytes > 0) }
                if part == nil { return keep(bytes) }
            }
        } catch {
            failure = error
            lost()
        }
    }

    /// Keeps what the next octets are read behind; an empty buffer would keep its storage from being used again.
    private func keep(_ bytes: ByteBuffer) {
        if bytes.readableBytes > 0 { input = bytes }
    }

    private func takeInput() -> ByteBuffer {
        defer { input = ByteBuffer() }
        return input
    }

    /// Takes a head from the octets; false while it is incomplete.
    private func takeHead(_ bytes: inout ByteBuffer) throws -> Bool {
        guard bytes.readableBytes > 0, try scan(bytes), let head = bytes.readSlice(length: scanner.headLength) else {
            return false
        }
        var answer = AnswerFacts()
        swap(&answer, &self.answer)
        head.withUnsafeReadableBytes { answer.gather($0, scanner.fields) }
        self.answer = answer
        self.head = head
        return true
    }

    /// Scans a head; the scanner is taken out of this object while it works, as in `BrowserHandler`.
    private func scan(_ bytes: ByteBuffer) throws -> Bool {
        var scanner = HeadScanner(.response, limits: self.scanner.limits)
        swap(&scanner, &self.scanner)
        defer { swap(&scanner, &self.scanner) }
        return try bytes.withUnsafeReadableBytes { try scanner.scan($0, requestMethodIsHead: isHead) }
    }

    private func switchProtocols(_ browser: BrowserHandler, rest: ByteBuffer) throws {
        input = rest
        guard browser.tenantSwitched(self) else {
            throw ProxyError(.tenantMalformed, source: .upstream, reason: "A 101 that nobody asked for.")
        }
    }

    private func begin(_ browser: BrowserHandler) {
        body = BodyReader(scanner.framing)
        phase = .body
        browser.answerBegan(self)
    }

    /// The answer is complete: hand it over, and keep the connection if it is clean.
    private func finish(_ served: BrowserHandler, isLast: Bool) {
        served.answerComplete(self)
        guard case .body = phase else { return }
        browser = nil
        if !isLast, isRequestSent, scanner.isKeepAlive, context?.channel.isActive == true {
            head = ByteBuffer()
            phase = .idle
            isReused = true
            pause(false)
            pool.put(self)
        } else {
            close()
        }
        served.answerEnded()
    }

    /// The tenant says no more.
    private func ended() {
        switch phase {
        case .relaying(let tunnel):
            tunnel.lost(.tenant)
        case .body where scanner.framing == .untilClose && failure == nil:
            do {
                try body.end()
                if let browser { finish(browser, isLast: true) }
            } catch {
                failure = error
                lost()
            }
        case .idle: close()
        case .waiting, .body: lost()
        case .closed: break
        }
    }

    private func lost() {
        if case .relaying(let tunnel) = phase { return tunnel.lost(.tenant) }
        let served = browser
        let isMalformed = failure is WireError || failure is ProxyError
        abandon()
        served?.answerFailed(self, isMalformed: isMalformed, underlying: failure)
    }
}
