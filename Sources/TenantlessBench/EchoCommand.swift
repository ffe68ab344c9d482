// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import NIOCore
import Terminal
import Transport
import Wire

/// A tenant that opens every socket and answers every message, and has as little to do as can be.
struct EchoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo", abstract: "A tenant that opens every socket and answers every message.")

    @OptionGroup var listening: ListeningOptions

    @Option(help: "The payload of every message, in octets.")
    var octets = 128

    func run() async throws {
        let message = MeasuredMessage(octets: octets)
        let listener = try await Listener.bind(port: listening.port, tls: listening.tls()) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(EchoingHandler(message))
            }
        }
        await Interruption.wait(telling: "listening \(listener.port)\n")
        await listener.close()
        await listener.closeConnections(isFinal: true)
    }
}
