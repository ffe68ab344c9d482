// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Transport
import Wire

@testable import SessionProxy

/// Browsers that send spoilt requests and frames.
struct BrowserSide: FuzzSide {
    let rig: FuzzRig
    let tenant: JudgingTenant

    /// Requests of all kinds, as a browser of that user would send them.
    private func seeds(_ user: String) -> [String] {
        let mark = FuzzRig.mark(user)
        let origin = "Origin: \(PathRig.origin)\r\n"
        let socket =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(origin)"
        return [
            rig.head("GET /api/v1/items?limit=2 HTTP/1.1", user),
            rig.head("GET /api/v1/items HTTP/1.0", user, "Connection: keep-alive\r\n"),
            rig.head("HEAD /resources/a.js HTTP/1.1", user, "Accept-Encoding: gzip\r\n"),
            rig.head("OPTIONS /api/v1/items HTTP/1.1", user, origin + "Access-Control-Request-Method: PUT\r\n"),
            rig.head("POST /api/v1/items HTTP/1.1", user, origin + "Content-Length: \(mark.utf8.count)\r\n") + mark,
            rig.head(
                "PUT /api/v1/items/1 HTTP/1.1", user,
                origin + "Expect: 100-continue\r\nContent-Length: \(mark.utf8.count)\r\n") + mark,
            rig.head("POST /api/v1/items HTTP/1.1", user, origin + "Transfer-Encoding: chunked\r\n")
                + "\(String(mark.utf8.count, radix: 16));a=b\r\n\(mark)\r\n3\r\nabc\r\n0\r\nX-Trailer: \(mark)\r\n\r\n",
            rig.head("DELETE /api/v1/items/1?\(mark) HTTP/1.1", user, origin),
            rig.head("GET /session HTTP/1.1", user),
            rig.head("GET /sense/app/1 HTTP/1.1", user, "Accept: text/html\r\n"),
            rig.head("POST /logout HTTP/1.1", user, "Content-Length: 3\r\n") + "a=b",
            rig.head("GET /app/1?reloadUri=\(mark) HTTP/1.1", user, socket),
        ]
    }

    func input(_ mutator: inout Mutator) -> FuzzInput {
        let user = mutator.pick(FuzzRig.users)
        let seeds = seeds(user)
        var octets: [UInt8] = []
        for _ in 0..<mutator.number(1...3) {
            var seed = Array(mutator.pick(seeds).utf8)
            if mutator.number(0...3) == 0 { seed = Array(seeds[seeds.count - 1].utf8) + frames(&mutator) }
            octets += mutator.mutate(seed)
        }
        if mutator.number(0...1) == 0 {
            octets += Array(rig.head("GET /api/v1/last HTTP/1.1", user, "Connection: close\r\n").utf8)
        }
        return FuzzInput(user: user, pieces: mutator.cut(octets))
    }

    /// Frames as a browser sends them, spoilt or not.
    private func frames(_ mutator: inout Mutator) -> [UInt8] {
        var bytes = ByteBuffer()
        for _ in 0..<mutator.number(0...4) {
            let opcode = mutator.pick([FrameOpcode.text, .binary, .continuation, .ping, .pong, .close])
            let length = mutator.pick([0, 2, 5, 125, 126, 300, 5000])
            FrameHeader(
                fin: mutator.number(0...3) > 0, reserved: 0, opcode: opcode, maskKey: 0, payloadLength: UInt64(length)
            ).write(into: &bytes)
            bytes.writeBytes([UInt8](repeating: 3, count: length))
        }
        return mutator.mutate(Array(buffer: bytes))
    }

    func play(_ input: FuzzInput) async -> String? {
        guard let received = await rig.exchange(input.pieces) else { return "The connection hangs." }
        let others = FuzzRig.others(than: input.user, in: received) { FuzzRig.body($0) }
        guard others.isEmpty else { return "It got what belongs to \(others)." }
        for secret in FuzzRig.users.map({ "user=of-\($0)" }) + ["token-1"] {
            if String(decoding: received, as: UTF8.self).contains(secret) { return "It got a secret: \(secret)." }
        }
        return tenant.takeFinding()
    }

    func bystander() async -> String? { await rig.bystander(at: "/api/v1/items") }
}

/// A tenant that says whose request it takes an octet for, and holds it against what the request says itself.
final class JudgingTenant: DoubleHandler {
    private let finding = Mutex<String?>(nil)

    /// What was wrong since the last time.
    func takeFinding() -> String? {
        finding.withLock { finding in
            defer { finding = nil }
            return finding
        }
    }

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let body = try await request.body.collect()
        let user = Self.user(of: request.head)
        var head = ByteBuffer()
        request.head.write(into: &head)
        let others = FuzzRig.others(than: user, in: Array(buffer: head) + body) { FuzzRig.mark($0) }
        // A spoilt ticket makes anybody nobody, who may see the tenant's public files.
        if user != "nobody", !others.isEmpty {
            finding.withLock { $0 = "A request with the cookie of \(user) has words of \(others): \(request.head)" }
        }
        guard request.isUpgrade else { return try await writer.respond(200, [:], Array(FuzzRig.body(user).utf8)) }
        let socket = try await writer.upgrade()
        try await socket.send(text: FuzzRig.body(user))
        while case .frame(let frame) = try await socket.next() {
            if frame.opcode == FrameOpcode.text.rawValue || frame.opcode == FrameOpcode.binary.rawValue {
                try await socket.send(frame: frame)
            }
        }
    }

    func malformed(_ problem: MalformedRequest) async {
        // llhttp knows the methods that are registered and no others.
        if "\(problem.error)".contains("invalid HTTP method") { return }
        // A browser that left, or a body that broke off, ends a request in its middle.
        guard problem.error.code == .malformed else { return }
        finding.withLock { $0 = "The tenant was sent something that is no request: \(problem.error)" }
    }

    static func user(of head: RequestHead) -> String {
        let cookie = head.headers.all("Cookie").joined(separator: "; ")
        return FuzzRig.users.first { cookie.contains("user=of-\($0)") } ?? "nobody"
    }
}
