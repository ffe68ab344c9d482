// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import NIOCore
import Terminal
import Transport
import Wire

/// Browsers that each hold a socket and keep messages going to and fro.
///
/// It prints how many messages were relayed: a question and its answer are two.
struct SocketsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sockets", abstract: "Browsers that keep messages going to and fro.")

    @Option(help: "The proxy's port on this machine; it is spoken to without TLS.")
    var port: Int

    @Option(help: "A file with a Cookie header's value in each line; the sockets take them in turn.")
    var cookies: String

    @Option(help: "How many sockets are open.")
    var sockets = 64

    @Option(help: "The payload of every message, in octets.")
    var octets = 128

    @Option(help: "How many questions of one socket are under way.")
    var inFlight = 1

    @Option(help: "How long to ask.")
    var seconds: Int?

    @Option(help: "How many questions to ask in all.")
    var questions: Int?

    func validate() throws {
        guard (seconds == nil) != (questions == nil) else {
            throw ValidationError("Say either --seconds or --questions.")
        }
    }

    func run() async throws {
        let lines = try TextFile.read(cookies).split(separator: "\n").map(String.init)
        guard !lines.isEmpty else { throw InvalidInput("\(cookies): there is no cookie in it.") }
        let eventLoop = EventLoops.shared.next()
        let over = eventLoop.makePromise(of: Int.self)
        let crowd = try await eventLoop.submit { [self] in
            let crowd = AskingCrowd(
                message: MeasuredMessage(octets: octets), inFlight: inFlight, questions: questions, over: over)
            return NIOLoopBound(crowd, eventLoop: eventLoop)
        }.get()
        var channels: [any Channel] = []
        for number in 0..<sockets {
            channels.append(try await open(lines[number * lines.count / sockets], crowd, on: eventLoop))
        }
        try await eventLoop.submit { crowd.value.begin() }.get()
        if let seconds {
            eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { crowd.value.end() }
        }
        let answered = try await over.futureResult.get()
        for channel in channels { channel.close(promise: nil) }
        Console.write("count \(2 * answered)\n")
    }

    /// Connects, shakes hands, and returns once the socket is open.
    private func open(
        _ cookie: String, _ crowd: NIOLoopBound<AskingCrowd>, on eventLoop: any EventLoop
    ) async throws -> any Channel {
        let proxy = Endpoint(host: "127.0.0.1", port: port)
        let handshake = RequestHead(
            method: "GET", target: "/app/5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a01",
            headers: [
                "Host": proxy.authority, "Origin": ProxyCommand.origin, "Cookie": cookie, "Connection": "Upgrade",
                "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": WebSocketHandshake.newKey(RandomSource.system.bytes(16)),
            ])
        let opened = eventLoop.makePromise(of: Void.self)
        let channel: any Channel
        do {
            channel = try await Dialer(tls: nil).connect(to: proxy, on: eventLoop) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = AskingHandler(crowd.value, handshake: handshake, opened: opened)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }.get()
        } catch {
            opened.fail(error)
            throw error
        }
        try await opened.futureResult.get()
        return channel
    }
}
