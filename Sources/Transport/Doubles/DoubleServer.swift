// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import NIOCore
import Synchronization

/// An HTTP/1.1 and WebSocket server for the doubles: it reads with llhttp and writes literal bytes.
///
/// - Shape: raw target, header order and letter case reach the handler; pipelined requests are served in order;
///   an upgrade may be asked for by any request of a connection.
public final class DoubleServer: Sendable {
    private let listener: Listener
    private let serving: Task<Void, Never>
    private let arrivals: AsyncStream<RawConnection>.Continuation

    private init(
        listener: Listener, serving: Task<Void, Never>, arrivals: AsyncStream<RawConnection>.Continuation
    ) {
        self.listener = listener
        self.serving = serving
        self.arrivals = arrivals
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
        let (stream, arrivals) = AsyncStream.makeStream(of: RawConnection.self)
        let listener = try await Listener.bind(host: host, port: port, group: group, tls: tls) { channel in
            RawConnection.attach(to: channel).map { connection in
                _ = arrivals.yield(connection)
            }
        }
        let serving = Task {
            await withDiscardingTaskGroup { group in
                var number = 0
                for await connection in stream {
                    number += 1
                    let one = DoubleConnection(
                        number: number, connection: connection, handler: handler, logger: logger)
                    group.addTask { await one.run() }
                }
                group.cancelAll()
            }
        }
        return DoubleServer(listener: listener, serving: serving, arrivals: arrivals)
    }

    /// The port it is reached on.
    public var port: Int { listener.port }

    /// How many connections are open.
    public var openConnections: Int { listener.openConnections }

    /// Stops accepting, closes every connection, and returns when the last handler has.
    public func stop() async {
        await listener.close()
        arrivals.finish()
        await listener.closeConnections()
        await serving.value
    }
}
