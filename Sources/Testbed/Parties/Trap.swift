// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Synchronization
import Transport
import Wire

/// A server that nobody should ever reach: it stands for the hosts that redirects and odd targets name.
final class Trap: Sendable {
    private let server: DoubleServer
    private let handler: TrapHandler

    private init(server: DoubleServer, handler: TrapHandler) {
        self.server = server
        self.handler = handler
    }

    static func start() async throws -> Trap {
        let handler = TrapHandler()
        let server = try await DoubleServer.start(
            tls: nil, logger: Logger(label: "tenantless.trap"), handler: handler)
        return Trap(server: server, handler: handler)
    }

    var authority: String { "trap.localhost:\(server.port)" }

    var visits: [String] { handler.visits.withLock { $0 } }

    func stop() async { await server.stop() }
}

/// Writes visitors down and turns them away.
private final class TrapHandler: DoubleHandler {
    let visits = Mutex<[String]>([])

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        visits.withLock { $0.append("\(request.head.method) \(request.head.target)") }
        try await writer.respond(418, [:], Array("This is a trap.".utf8))
    }

    func malformed(_ problem: MalformedRequest) async {
        visits.withLock { $0.append("something that is no HTTP, perhaps TLS") }
    }
}
