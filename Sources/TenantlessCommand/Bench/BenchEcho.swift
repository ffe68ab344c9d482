// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import NIOCore
import Transport
import Wire

/// A tenant that opens every socket and answers every message, for `ci/bench proxy`.
struct BenchEcho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-echo", abstract: "A tenant that echoes, for ci/bench; not for use.", shouldDisplay: false)

    @Option(help: "The port to listen on.")
    var port = 0

    @Option(help: "The certificate chain, as PEM.")
    var certificate: String

    @Option(help: "Its key, as PEM.")
    var key: String

    @Option(help: "The payload of every message, in octets.")
    var octets = 128

    func run() async throws {
        let identity = ServerIdentity(
            certificateChainPEM: try TextFile.read(certificate), privateKeyPEM: try TextFile.read(key))
        let message = BenchMessage(octets: octets)
        let listener = try await Listener.bind(port: port, tls: ServerTLS(identity: identity)) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(EchoingHandler(message))
            }
        }
        await Interruption.wait(telling: "listening \(listener.port)\n")
        await listener.close()
        await listener.closeConnections(isFinal: true)
    }
}

/// The tenant's end of a socket: it takes the handshake, and then answers each message with one as long.
private final class EchoingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer
    private var questions: MessageCounter
    private var handshake: ByteBuffer? = ByteBuffer()

    init(_ message: BenchMessage) {
        answer = message.answer
        questions = MessageCounter(message.question)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if handshake != nil {
            handshake?.writeBuffer(&bytes)
            guard let rest = accept(context) else { return }
            bytes = rest
        }
        let asked = questions.add(bytes.readableBytes)
        if asked > 0 { context.write(wrapOutboundOut(answer.times(asked)), promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Answers 101 once the request is complete, and returns what came after it.
    private func accept(_ context: ChannelHandlerContext) -> ByteBuffer? {
        guard var bytes = handshake else { return nil }
        do {
            guard let (head, _) = try RequestHead.parse(&bytes) else { return nil }
            let accepted = ResponseHead(
                status: 101, reason: "Switching Protocols",
                headers: [
                    "Connection": "Upgrade", "Upgrade": "websocket",
                    "Sec-WebSocket-Accept": WebSocketHandshake.acceptKey(
                        for: head.headers.first("Sec-WebSocket-Key") ?? ""),
                ])
            var answer = ByteBuffer()
            accepted.write(into: &answer)
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            handshake = nil
            return bytes
        } catch {
            context.close(promise: nil)
            return nil
        }
    }
}
