// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Transport
import Wire

/// A handler made of closures.
struct ClosureHandler: DoubleHandler {
    var answer: @Sendable (DoubleRequest, DoubleWriter) async throws -> Void
    var onMalformed: @Sendable (MalformedRequest) -> Void = { _ in }

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        try await answer(request, writer)
    }

    func malformed(_ problem: MalformedRequest) async {
        onMalformed(problem)
    }
}

/// A list that tests on several tasks write to.
final class Notes<Element: Sendable>: Sendable {
    private let list = Mutex<[Element]>([])

    func add(_ element: Element) { list.withLock { $0.append(element) } }
    var all: [Element] { list.withLock { $0 } }
}

/// Runs a double for the time of a test, and sees that it leaves nothing open.
func withDouble(
    tls: ServerTLS? = nil, onMalformed: @escaping @Sendable (MalformedRequest) -> Void = { _ in },
    answering answer: @escaping @Sendable (DoubleRequest, DoubleWriter) async throws -> Void,
    _ body: (DoubleServer) async throws -> Void
) async throws {
    let server = try await DoubleServer.start(
        tls: tls, logger: Logger(label: "test"), handler: ClosureHandler(answer: answer, onMalformed: onMalformed))
    do {
        try await body(server)
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
    guard server.openConnections == 0 else { throw LeakedConnections(count: server.openConnections) }
}

struct LeakedConnections: Error { var count: Int }

extension DoubleServer {
    var endpoint: Endpoint { Endpoint(host: "localhost", port: port) }

    func browse() async throws -> BrowserConnection {
        try await BrowserConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
    }

    func dial() async throws -> RawConnection {
        try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
    }
}

/// Serves raw connections for the time of a test.
func withServer(
    tls: ServerTLS? = nil, serving serve: @escaping @Sendable (RawConnection) async -> Void,
    _ body: (Endpoint) async throws -> Void
) async throws {
    let server = try await ConnectionServer.start(tls: tls) { _, connection in await serve(connection) }
    do {
        try await body(Endpoint(host: "localhost", port: server.port))
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
    guard server.openConnections == 0 else { throw LeakedConnections(count: server.openConnections) }
}

extension RequestHead {
    static func get(_ target: String, _ headers: HeaderList = [:]) -> RequestHead {
        var lines: HeaderList = ["Host": "double.localhost"]
        for field in headers { lines.append(field.name, field.value) }
        return RequestHead(method: "GET", target: target, version: .http11, headers: lines)
    }

    static func socket(_ target: String) -> RequestHead {
        get(
            target,
            [
                "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            ])
    }
}

extension RawConnection {
    /// Reads to the end of the stream.
    func readAll() async throws -> String {
        var whole = ByteBuffer()
        while var bytes = try await receive() { whole.writeBuffer(&bytes) }
        return String(buffer: whole)
    }
}

/// The code of the `TransportError` that an operation throws, or `nil`.
func transportCode(_ body: () async throws -> Void) async -> TransportError.Code? {
    do {
        try await body()
        return nil
    } catch let error as TransportError {
        return error.code
    } catch {
        return nil
    }
}
