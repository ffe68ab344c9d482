// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

/// Writes what a witness saw: raw target, header lines in order, digests, cookies, frames and close codes.
enum WitnessJSON {
    static func value(_ exchange: WitnessedExchange) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .int(exchange.id)), ("connection", .int(exchange.connection)),
            ("user", exchange.actor.map(JSONValue.string) ?? .null), ("outcome", .string(exchange.outcome.rawValue)),
            ("method", .string(exchange.request.method)), ("target", .string(exchange.request.target)),
            ("headers", headers(exchange.request.headers)), ("cookies", cookies(exchange.request.headers)),
            ("body", body(exchange.request.body)),
        ]
        if let response = exchange.response {
            members.append(
                (
                    "response",
                    [
                        "status": .int(response.status), "headers": headers(response.headers),
                        "body": body(response.body),
                    ]
                ))
        }
        if let socket = exchange.socket { members.append(("socket", value(socket))) }
        let facts = exchange.facts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
        return .object(
            members + [
                ("facts", .object(facts)), ("started-ns", .int(Int(exchange.startedAt))),
                ("ended-ns", exchange.endedAt.map { .int(Int($0)) } ?? .null),
            ])
    }

    private static func headers(_ list: HeaderList) -> JSONValue {
        .array(list.map { [.string($0.name), .string($0.value)] })
    }

    /// The pairs as they stand in the `Cookie` lines, in their order.
    private static func cookies(_ headers: HeaderList) -> JSONValue {
        let pairs = headers.all("Cookie").flatMap { CookieHeader.parse($0).pairs }
        return .array(pairs.map { [.string($0.name), .string($0.value)] })
    }

    private static func body(_ body: WitnessedBody) -> JSONValue {
        let digest = body.digest.isEmpty && body.isWhole ? hexadecimal(SHA256.hash(data: body.prefix)) : body.digest
        var members: [(String, JSONValue)] = [("bytes", .int(body.count)), ("sha256", .string(digest))]
        if body.isWhole { members.append(payload(body.prefix)) }
        return .object(members)
    }

    private static func value(_ socket: WitnessedSocket) -> JSONValue {
        [
            "frames": .array(socket.frames.map(value)),
            "closed-by": socket.closedBy.map { .string($0.rawValue) } ?? .null,
            "close-code": socket.closeCode.map { .int(Int($0)) } ?? .null, "close-reason": .string(socket.closeReason),
        ]
    }

    private static func value(_ frame: WitnessedFrame) -> JSONValue {
        .object([
            ("from", frame.fromClient ? "client" : "server"), ("opcode", .int(Int(frame.opcode))),
            ("fin", .bool(frame.fin)), ("at-ns", .int(Int(frame.at))), payload(frame.payload),
        ])
    }

    /// Text where the bytes are text, base64 where they are not.
    private static func payload(_ bytes: [UInt8]) -> (String, JSONValue) {
        if let text = String(validating: bytes, as: UTF8.self) { return ("text", .string(text)) }
        return ("base64", .string(Base64.encode(bytes, urlSafe: false, padded: true)))
    }
}
