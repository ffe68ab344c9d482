// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Accepts connections and serves each in a task of its own; knows no protocol above TLS.
public final class ConnectionServer: Sendable {
    private let listener: Listener
    private let serving: Task<Void, Never>
    private let arrivals: AsyncStream<RawConnection>.Continuation

    private init(listener: Listener, serving: Task<Void, Never>, arrivals: AsyncStream<RawConnection>.Continuation) {
        self.listener = listener
        self.serving = serving
        self.arrivals = arrivals
    }

    /// Starts to accept; returns once the port is known.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - port: The port; 0 lets the system choose.
    ///   - tls: The identity to show, or `nil` for plain TCP.
    ///   - group: The threads for connections.
    ///   - serve: Serves one connection, numbered from 1; the connection closes when it returns.
    /// - Returns: The server, accepting.
    /// - Throws: The system's error when the address cannot be bound.
    public static func start(
        host: String = "127.0.0.1",
        port: Int = 0,
        tls: ServerTLS? = nil,
        group: any EventLoopGroup = EventLoops.shared,
        serve: @escaping @Sendable (Int, RawConnection) async -> Void
    ) async throws -> ConnectionServer {
        let (stream, arrivals) = AsyncStream.makeStream(of: RawConnection.self)
        let listener = try await Listener.bind(host: host, port: port, group: group, tls: tls) { channel in
            RawConnection.attach(to: channel).map { _ = arrivals.yield($0) }
        }
        let serving = Task {
            await withDiscardingTaskGroup { group in
                var number = 0
                for await connection in stream {
                    number += 1
                    group.addTask(executorPreference: connection.executor) { [number] in
                        await serve(number, connection)
                        await connection.close()
                    }
                }
                group.cancelAll()
            }
        }
        return ConnectionServer(listener: listener, serving: serving, arrivals: arrivals)
    }

    /// The port it is reached on.
    public var port: Int { listener.port }

    /// How many accepted connections are open.
    public var openConnections: Int { listener.openConnections }

    /// Closes the accepted connections and goes on listening.
    public func dropConnections() async {
        await listener.closeConnections()
    }

    /// Stops accepting, closes every connection, and returns when the last one is served.
    public func stop() async {
        await listener.close()
        arrivals.finish()
        await listener.closeConnections(isFinal: true)
        await serving.value
    }
}
