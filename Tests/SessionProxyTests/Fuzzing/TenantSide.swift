// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

@testable import SessionProxy

/// A tenant that answers with spoilt answers and frames.
///
/// Whose answer it is stands in the target. An answer is written at once: what is left over of one that says a wrong
/// length must be seen before the connection serves anybody else.
struct TenantSide: FuzzSide {
    let rig: FuzzRig
    let tenant: SpoilingTenant

    /// Answers of all kinds for a user.
    private func seeds(_ user: String) -> [String] {
        let body = FuzzRig.body(user)
        let length = "Content-Length: \(body.utf8.count)\r\n"
        let link = #"{"a":"https://tenant.localhost:1/api","b":"\#(body)"}"#
        let whole = "HTTP/1.1 200 OK\r\n\(length)\r\n\(body)"
        return [
            // An answer too many, which must not be taken for that of the next request.
            "HTTP/1.1 204 No Content\r\n\r\n" + whole, whole + whole,
            "HTTP/1.1 200 OK\r\nSet-Cookie: other=1; Path=/; HttpOnly\r\nETag: \"1\"\r\n\(length)\r\n\(body)",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
                + "\(String(body.utf8.count, radix: 16));x=y\r\n\(body)\r\n0\r\nX-T: 1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(body)", "HTTP/1.0 200 OK\r\n\(length)\r\n\(body)",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\(length)\r\n\(body)",
            "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n",
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-1/2\r\n\(length)\r\n\(body)",
            "HTTP/1.1 401 Unauthorized\r\n\(length)\r\n\(body)",
            "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"CSRF-TOKEN-2\"}",
            "HTTP/1.1 302 Found\r\nLocation: https://tenant.localhost:1/login?x\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(link.utf8.count)\r\n\r\n\(link)",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "\(String(link.utf8.count, radix: 16))\r\n\(link)\r\n0\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: ACCEPT\r\n\r\n",
        ]
    }

    func input(_ mutator: inout Mutator) -> FuzzInput {
        let user = mutator.pick(FuzzRig.users)
        let seeds = seeds(user)
        let isSocket = user != "nobody" && mutator.number(0...2) == 0
        let seed = Array((isSocket ? seeds[seeds.count - 1] : mutator.pick(seeds)).utf8)
        guard isSocket else { return FuzzInput(user: user, pieces: [mutator.mutate(seed)]) }
        let head = mutator.number(0...3) == 0 ? mutator.mutate(seed) : seed
        return FuzzInput(user: user, pieces: [head + frames(&mutator), Array("socket".utf8)])
    }

    /// Frames as a server sends them, spoilt or not.
    private func frames(_ mutator: inout Mutator) -> [UInt8] {
        var bytes = ByteBuffer()
        for _ in 0..<mutator.number(0...4) {
            let opcode = mutator.pick([FrameOpcode.text, .binary, .continuation, .ping, .pong, .close])
            let length = mutator.pick([0, 2, 5, 125, 126, 300, 5000])
            FrameHeader(
                fin: mutator.number(0...3) > 0, reserved: 0, opcode: opcode, maskKey: nil, payloadLength: UInt64(length)
            ).write(into: &bytes)
            bytes.writeBytes([UInt8](repeating: 3, count: length))
        }
        return mutator.mutate(Array(buffer: bytes))
    }

    func play(_ input: FuzzInput) async -> String? {
        let isSocket = input.pieces.count > 1
        let number = tenant.keep(input.pieces[0])
        let socket =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: \(PathRig.origin)\r\n"
        // Nobody may see the tenant's public files.
        let target = "/\(isSocket ? "app" : "resources")/\(number)?\(FuzzRig.mark(input.user))"
        // Alone, so that the tenant's connection serves somebody else next; or with a request behind it.
        let isAlone = !isSocket && number.isMultiple(of: 2)
        let more = isSocket ? socket : isAlone ? "Connection: close\r\n" : ""
        let first = rig.head("GET \(target) HTTP/1.1", input.user, more)
        let second = rig.head(
            "GET /resources/clean?\(FuzzRig.mark(input.user)) HTTP/1.1", input.user, "Connection: close\r\n")
        guard let received = await rig.exchange([Array(first.utf8) + (isAlone ? [] : Array(second.utf8))]) else {
            return "The connection hangs."
        }
        tenant.forget(number)
        let others = FuzzRig.others(than: input.user, in: received) { FuzzRig.body($0) }
        return others.isEmpty ? tenant.takeFinding() : "It got what belongs to \(others)."
    }

    func bystander() async -> String? { await rig.bystander(at: "/resources/clean") }
}

/// A tenant that answers a numbered target with the octets that are kept for it, and every other one as it should.
final class SpoilingTenant: Sendable {
    private struct State {
        var answers: [Int: [UInt8]] = [:]
        var next = 0
        var finding: String?
    }

    private let state = Mutex(State())

    func keep(_ answer: [UInt8]) -> Int {
        state.withLock { state in
            state.next += 1
            state.answers[state.next] = answer
            return state.next
        }
    }

    func forget(_ number: Int) { state.withLock { $0.answers[number] = nil } }

    func takeFinding() -> String? {
        state.withLock { state in
            defer { state.finding = nil }
            return state.finding
        }
    }

    /// Serves one connection: requests without bodies, one after the other; whatever follows a spoilt answer is not read.
    func serve(_ connection: RawConnection) async {
        do {
            var octets: [UInt8] = []
            while let part = try await connection.receive(within: FuzzRig.patience) {
                octets += Array(buffer: part)
                while let head = Self.takeHead(&octets) { try await answer(head, connection) }
            }
        } catch {
            // The proxy gave the connection up.
        }
    }

    private static func takeHead(_ octets: inout [UInt8]) -> String? {
        let text = String(decoding: octets, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<end.upperBound])
        octets.removeFirst(min(octets.count, head.utf8.count))
        return head
    }

    private func answer(_ head: String, _ connection: RawConnection) async throws {
        let line = head.prefix { $0 != "\r\n" }
        guard let user = FuzzRig.users.first(where: { line.contains(FuzzRig.mark($0)) }) else { return }
        let strangers = FuzzRig.users.filter { $0 != user && head.contains("user=of-\($0)") }
        if !strangers.isEmpty { state.withLock { $0.finding = "A request of \(user) has the cookie of \(strangers)." } }
        let number = line.split(separator: "/").dropFirst(2).first.flatMap { Int($0.prefix { $0.isNumber }) }
        let spoilt = number.flatMap { number in state.withLock { $0.answers[number] } }
        let body = FuzzRig.body(user)
        var octets = spoilt ?? Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
        if let key = head.firstMatch(of: /Sec-WebSocket-Key: ([^\r]*)/) {
            octets = Self.replace("ACCEPT", in: octets, with: WebSocketHandshake.acceptKey(for: String(key.1)))
        }
        try await connection.send(ByteBuffer(bytes: octets))
    }

    /// Octets with the first of a word replaced.
    private static func replace(_ word: String, in octets: [UInt8], with other: String) -> [UInt8] {
        guard let range = octets.firstRange(of: Array(word.utf8)) else { return octets }
        return Array(octets[..<range.lowerBound]) + Array(other.utf8) + Array(octets[range.upperBound...])
    }
}
