// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Logging
import NIOCore
import Synchronization
import Transport
import Wire

@testable import Links

/// The files of the folder that holds the faults.
enum FileList {
    static var faults: [String] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Links/Faults")
        return (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }
}

extension Link {
    func dial() async throws -> RawConnection {
        try await RawConnection.connect(to: Endpoint(host: "localhost", port: port), dialer: Dialer(tls: nil))
    }

    /// Connects to an echo and sees a byte come back, so that the far connection stands too.
    func dialThrough() async throws -> RawConnection {
        let connection = try await dial()
        try await connection.send(ByteBuffer(string: "."))
        _ = try await connection.receive()
        return connection
    }

    func browse() async throws -> BrowserConnection {
        try await BrowserConnection.connect(to: Endpoint(host: "localhost", port: port), dialer: Dialer(tls: nil))
    }
}

extension RawConnection {
    func readAllBytes() async throws -> [UInt8] {
        var whole: [UInt8] = []
        while let bytes = try await receive() { whole.append(contentsOf: bytes.readableBytesView) }
        return whole
    }

    func readAll() async throws -> String {
        String(decoding: try await readAllBytes(), as: UTF8.self)
    }
}

/// Runs a link to a server that sends back what it gets.
func withEcho(_ body: (Link) async throws -> Void) async throws {
    let server = try await ConnectionServer.start { _, connection in
        do {
            while let bytes = try await connection.next() { try await connection.send(bytes) }
        } catch {}
    }
    let endpoint = Endpoint(host: "localhost", port: server.port)
    let link = try await Link.start(to: { endpoint })
    do {
        try await body(link)
    } catch {
        await link.stop()
        await server.stop()
        throw error
    }
    await link.stop()
    await server.stop()
}

/// A list that tests on several tasks write to.
final class Notes<Element: Sendable>: Sendable {
    private let list = Mutex<[Element]>([])

    func add(_ element: Element) { list.withLock { $0.append(element) } }
    var all: [Element] { list.withLock { $0 } }
}

/// A double that notes what it gets and echoes bodies.
struct EchoHandler: DoubleHandler {
    let seen: Notes<WitnessedRequest>

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        if request.isUpgrade {
            let socket = try await writer.upgrade()
            while case .frame(let frame) = try await socket.next() {
                if !frame.isControl { try await socket.send(frame: frame) }
            }
            return
        }
        let body = try await request.body.collect()
        seen.add(
            WitnessedRequest(
                method: request.head.method, target: request.head.target, headers: request.head.headers,
                body: WitnessedBody(prefix: body, count: body.count, digest: "")))
        try await writer.respond(200, ["X-From": "double"], body)
    }
}

/// Runs a link with a behaviour in front of an echoing double.
func withBehaviour(
    _ behaviour: LinkBehaviour, _ body: (Link, Notes<WitnessedRequest>) async throws -> Void
) async throws {
    let seen = Notes<WitnessedRequest>()
    let server = try await DoubleServer.start(logger: Logger(label: "test"), handler: EchoHandler(seen: seen))
    let endpoint = Endpoint(host: "localhost", port: server.port)
    let link = try await Link.start(to: { endpoint }, behaviour: behaviour)
    do {
        try await body(link, seen)
    } catch {
        await link.stop()
        await server.stop()
        throw error
    }
    await link.stop()
    await server.stop()
}
