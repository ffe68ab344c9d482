// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization
public import Transport

/// The wire between two parties: bytes pass, or something goes wrong with them.
///
/// - Shape: without a behaviour it carries bytes and knows faults only; with one it ends TLS, parses HTTP/1.1 and
///   WebSocket frames with `Wire`, and lets the behaviour alter them. What is no HTTP/1.1 passes as it is.
/// - Shape: a tap needs both sides without TLS, or with TLS that ends here; it alters nothing.
public final class Link: Sendable {
    private let server: ConnectionServer
    private let faults: FaultSwitch
    private let destination: Destination

    private init(server: ConnectionServer, faults: FaultSwitch, destination: Destination) {
        self.server = server
        self.faults = faults
        self.destination = destination
    }

    /// Starts a link; returns once the port is known.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - port: The port; 0 lets the system choose.
    ///   - destination: Where connections lead to, asked anew for each.
    ///   - listenTLS: The identity to show, or `nil` to listen plainly.
    ///   - dialTLS: The trust to verify the server with, or `nil` to dial plainly.
    ///   - serverName: The name to ask the server for, if it is not the destination's host.
    ///   - behaviour: What to do to HTTP traffic, or `nil` to carry bytes.
    ///   - tap: Who watches what passes to and from the server, or `nil` for nobody.
    ///   - group: The threads for connections.
    /// - Returns: The link, listening.
    /// - Throws: The system's error when the address cannot be bound.
    public static func start(
        host: String = "127.0.0.1",
        port: Int = 0,
        to destination: @escaping @Sendable () -> Endpoint,
        listenTLS: ServerTLS? = nil,
        dialTLS: ClientTLS? = nil,
        serverName: String? = nil,
        behaviour: LinkBehaviour? = nil,
        tap: (any LinkTap)? = nil,
        group: any EventLoopGroup = EventLoops.shared
    ) async throws -> Link {
        let faults = FaultSwitch()
        let shared = LinkNotes()
        let destination = Destination(destination)
        let dialer = Dialer(tls: dialTLS)
        let far = FarSide(tap: tap)
        let server = try await ConnectionServer.start(host: host, port: port, tls: listenTLS, group: group) {
            number, client in
            let dial: @Sendable () async throws -> any ByteConnection = {
                far.connection(
                    over: try await RawConnection.connect(
                        to: destination.current(), dialer: dialer, group: group, serverName: serverName))
            }
            guard await Self.admit(faults) else { return await client.reset() }
            guard let behaviour else {
                return await ByteSession(client: client, dial: dial, faults: faults).run()
            }
            let context = LinkContext(connection: number, shared: shared) { client.hasPeerEnded }
            await HTTPSession(client: client, dial: dial, behaviour: behaviour, context: context).run()
        }
        return Link(server: server, faults: faults, destination: destination)
    }

    /// The port it is reached on.
    public var port: Int { server.port }

    /// How many connections are open on the near side.
    public var openConnections: Int { server.openConnections }

    /// Sets a fault, or removes it; connections that live feel it at their next byte.
    public func setFault(_ fault: (any Fault)?) {
        faults.set(fault)
    }

    /// Leads connections elsewhere from now on; those that live stay where they are.
    public func setDestination(_ endpoint: Endpoint) {
        destination.set(endpoint)
    }

    /// Ends the connections there are and goes on listening.
    public func dropConnections() async {
        await server.dropConnections()
    }

    /// Stops listening, ends all connections, and returns when the last one is gone.
    public func stop() async {
        await server.stop()
    }

    /// Applies the fault to a new connection; false refuses it.
    private static func admit(_ faults: FaultSwitch) async -> Bool {
        while !Task.isCancelled {
            let (fault, version) = faults.current
            switch await fault?.admit() ?? .admit {
            case .admit: return true
            case .refuse: return false
            case .hold: await faults.change(after: version)
            }
        }
        return false
    }
}

/// Where a link leads to; a fixed endpoint, once set, outdoes the closure.
final class Destination: Sendable {
    private let provider: @Sendable () -> Endpoint
    private let override = Mutex<Endpoint?>(nil)

    init(_ provider: @escaping @Sendable () -> Endpoint) {
        self.provider = provider
    }

    func current() -> Endpoint {
        override.withLock { $0 } ?? provider()
    }

    func set(_ endpoint: Endpoint) {
        override.withLock { $0 = endpoint }
    }
}
