// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// One browser connection: reads requests strictly and in order, and serves one at a time.
///
/// ```
///            head complete        decided            answer began and ended
///  reading ───────────────▶ asking ──────▶ forwarding ─────────────────────▶ reading
///     ▲                        │  ╲            │ 101
///     └── own or error answer ─┘   ╲           └──────▶ relaying ─▶ closed
///                                   ╲─▶ collecting (own route with a body)
/// ```
/// Everything happens on the connection's event loop; only what is slow (`SessionControl`) is awaited, in `asking`.
final class BrowserHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        case reading, asking, collecting, forwarding, relaying(Tunnel), lingering, closed
    }

    let loop: LoopState
    /// Parts of the loop's state that each request needs, at hand without a detour.
    let shared: ForwardingContext, pool: TenantPool, wheel: TimerWheel, eventLoop: any EventLoop
    let alarm = Alarm()
    var context: ChannelHandlerContext?
    var phase = Phase.reading
    var input = ByteBuffer()
    var scanner: HeadScanner
    var facts = RequestFacts()
    var request: BrowserRequest?
    /// Follows the body of the present request, if it has one.
    var bodyReader = BodyReader(.none)
    /// The body of a request to an own route.
    var ownBody = ByteBuffer()
    /// The tenant connection that serves the present request.
    var tenant: TenantConnection?
    /// What is to become of the present answer.
    var plan = AnswerPlan.stream
    /// The part of an answer that is looked at before it goes on, and the rewriting of one that is too long for that.
    var held = ByteBuffer(), links = LinkStream(nil)
    /// What is being written for this browser alone: bytes left behind in a shared buffer would reach another.
    ///
    /// Worked on outside of this object, and empty whenever all was sent on.
    var toBrowser = ByteBuffer(), toTenant = ByteBuffer()
    /// Whether the head of the present answer went out.
    var isAnswerBegun = false
    var answerFraming = AnswerFraming.none
    /// Whether something was written since the last flush.
    var needsFlush = false
    /// Whether the browser will send no more.
    var hasEnded = false
    /// The time limit that runs.
    var wait = Wait.idle
    /// Tells a late answer of the control side from the one that is waited for.
    var askedCount = 0
    /// The handshake key sent to the tenant, while an upgrade is under way.
    var socketKey: String?
    private var isProcessing = false
    private var isReadHeld = false

    /// What the alarm means when it rings.
    enum Wait { case idle, head, body, answer, answerStall, write, upgrade, linger }

    init(loop: LoopState) {
        self.loop = loop
        shared = loop.shared
        pool = loop.pool
        wheel = loop.wheel
        eventLoop = loop.eventLoop
        scanner = HeadScanner(.request, limits: loop.limits.requestHead)
    }

    var settings: ForwardingSettings { shared.settings }
    var limits: ForwardingLimits { loop.limits }
    var times: ForwardingTimes { loop.times }

    // MARK: - Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // Strong while in the pipeline: a weak reference would make each retain of this object a slow one.
        alarm.onDue = { self.timeIsUp() }
        loop.add(self)
        limit(.idle, times.idleBrowser)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
        wheel.clear(alarm)
        alarm.onDue = {}
    }

    func read(context: ChannelHandlerContext) {
        if mayRead { context.read() } else { isReadHeld = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        switch phase {
        case .relaying(let tunnel): return tunnel.received(buffer, from: .browser)
        case .lingering, .closed: return
        case .reading, .asking, .collecting, .forwarding: break
        }
        if input.readableBytes == 0 {
            input = buffer
        } else {
            var bytes = takeInput()
            bytes.writeImmutableBuffer(buffer)
            input = bytes
        }
        switch phase {
        case .reading: process()
        case .collecting: collect()
        case .forwarding: pumpBody()
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .relaying(let tunnel) = phase { tunnel.readComplete(from: .browser) }
        // Nobody stands behind this handler: neither need the event go on, nor the read come from the pipeline's end.
        if mayRead { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        if case .relaying(let tunnel) = phase {
            tunnel.writabilityChanged(of: .browser, isWritable: isWritable)
        } else {
            tenant?.pause(!isWritable)
            if isWritable {
                limit(.answerStall, times.answerStall)
            } else {
                limit(.write, times.writeStall)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { ended() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    // MARK: - The order of requests

    /// Takes requests from the input until one has to wait.
    func process() {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while case .reading = phase, input.readableBytes > 0 {
            do {
                guard let head = try takeHead() else {
                    if wait != .head { limit(.head, times.head) }
                    return
                }
                begin(head)
            } catch {
                return refuseMalformed(error)
            }
        }
    }

    /// Scans the next head and takes it from the input; nil while it is incomplete.
    private func takeHead() throws -> ByteBuffer? {
        var bytes = takeInput()
        defer { if bytes.readableBytes > 0 { input = bytes } }
        // RFC 9112 §2.2: an empty line in front of a request line is skipped.
        while bytes.getInteger(at: bytes.readerIndex, as: UInt16.self) == 0x0d0a { bytes.moveReaderIndex(forwardBy: 2) }
        guard bytes.readableBytes > 0, try scan(bytes) else { return nil }
        return bytes.readSlice(length: scanner.headLength)
    }

    /// Scans a head.
    ///
    /// The scanner is taken out of this object while it works: a property that is changed by a call into another
    /// module, which might call back, is checked for exclusive access at run time wherever it is used.
    private func scan(_ bytes: ByteBuffer) throws -> Bool {
        var scanner = HeadScanner(.request, limits: limits.requestHead)
        swap(&scanner, &self.scanner)
        defer { swap(&scanner, &self.scanner) }
        return try bytes.withUnsafeReadableBytes { try scanner.scan($0) }
    }

    /// The next part of the present request's body that is here.
    func takeBody() throws -> ByteBuffer? {
        var bytes = takeInput()
        defer { if bytes.readableBytes > 0 { input = bytes } }
        return try bodyReader.read(&bytes)
    }

    private func takeInput() -> ByteBuffer {
        var bytes = ByteBuffer()
        swap(&bytes, &input)
        return bytes
    }

    private func begin(_ head: ByteBuffer) {
        var facts = RequestFacts()
        swap(&facts, &self.facts)
        let request = head.withUnsafeReadableBytes { octets in
            facts.gather(octets, scanner.fields)
            return BrowserRequest(head: head, octets, of: self)
        }
        self.facts = facts
        self.request = request
        if !request.isBodyComplete { bodyReader = BodyReader(request.framing) }
        isAnswerBegun = false
        plan = .stream
        wheel.clear(alarm)
        decide(request)
    }

    /// The present request has its whole answer.
    func requestEnded(closing: Bool) {
        let mayGoOn = !closing && request?.isKeepAlive == true && !hasEnded && !loop.isDraining
        request = nil
        tenant = nil
        if held.readableBytes > 0 { held = ByteBuffer() }
        guard mayGoOn else { return linger() }
        phase = .reading
        limit(.idle, times.idleBrowser)
        process()
        resumeReading()
    }

    // MARK: - Reading and time limits

    private var mayRead: Bool {
        let isAhead = input.readableBytes >= limits.aheadBytes
        switch phase {
        case .reading, .lingering, .collecting: return true
        case .asking: return !isAhead
        case .forwarding:
            return request?.isBodyComplete == false && tenant != nil ? tenant?.isWritable == true : !isAhead
        case .relaying(let tunnel): return tunnel.mayRead(.browser)
        case .closed: return false
        }
    }

    func resumeReading() {
        guard isReadHeld, mayRead else { return }
        isReadHeld = false
        context?.read()
    }

    func limit(_ wait: Wait, _ amount: TimeAmount) {
        self.wait = wait
        wheel.set(alarm, in: amount)
    }

    private func timeIsUp() {
        switch wait {
        case .head:
            refuse(.init(.requestTimeout, source: .downstream, reason: "The head came too slowly."), closing: true)
        case .body: bodyTooSlow()
        case .answer, .upgrade, .answerStall:
            dropTenant()
            let error = ProxyError(.tenantSilent, source: .upstream, reason: "No answer within the time limit.")
            isAnswerBegun ? abort() : refuse(error, closing: request?.isBodyComplete != true)
        case .write: abort()
        case .idle, .linger: close()
        }
    }

    private func bodyTooSlow() {
        dropTenant()
        let error = ProxyError(.requestTimeout, source: .downstream, reason: "The body came too slowly.")
        isAnswerBegun ? abort() : refuse(error, closing: true)
    }
}
