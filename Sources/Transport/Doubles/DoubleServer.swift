// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import NIOCore

/// An HTTP/1.1 and WebSocket server for the doubles: it reads with llhttp and writes literal bytes.
///
/// - Shape: raw target, header order and letter case reach the handler; pipelined requests are served in order;
///   an upgrade may be asked for by any request of a connection.
public final class DoubleServer: Sendable {
    private let server: ConnectionServer

    private init(server: ConnectionServer) {
        self.server = server
    }

    /// Starts to serve; returns once the port is known.
    public static func start(
        host: String = "127.0.0.1",
        port: Int = 0,
        tls: ServerTLS? = nil,
        group: any EventLoopGroup = EventLoops.shared,
        logger: Logger,
        handler: any DoubleHandler
    ) async throws -> DoubleServer {
        let server = try await ConnectionServer.start(host: host, port: port, tls: tls, group: group) {
            await DoubleConnection(number: $0, connection: $1, handler: handler, logger: logger).run()
        }
        return DoubleServer(server: server)
    }

    /// The port it is reached on.
    public var port: Int { server.port }

    /// How many connections are open.
    public var openConnections: Int { server.openConnections }

    /// Stops accepting, closes every connection, and returns when the last handler has.
    public func stop() async {
        await server.stop()
    }
}
