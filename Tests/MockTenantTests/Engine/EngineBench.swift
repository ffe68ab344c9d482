// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// Engine sessions without sockets: calls in, answers and news out.
final class EngineBench {
    /// One attached socket, and what it has been told unasked.
    final class Seat {
        fileprivate let dialogue: EngineDialogue
        fileprivate var encoder = EngineEncoder(fragmentBytes: 0)
        fileprivate var lastID = 0
        fileprivate(set) var news: [EngineNews] = []

        fileprivate init(_ dialogue: EngineDialogue) { self.dialogue = dialogue }
    }

    let core = TenantCore(MockTenantConfiguration(random: .seeded(3)))
    private var sessions: [String: EngineSession] = [:]
    private var seats: [Int: Seat] = [:]

    static func user(_ name: String) -> TenantUser {
        TenantUser(
            id: name, name: name, subject: "auth0|\(name)", displayName: name, email: "\(name)@example.com",
            groups: [], createdAt: 0, updatedAt: 0, marker: "marker-of-\(name)")
    }

    /// A further socket of a user's engine session on an app, with the app open.
    func seat(_ user: String = "ana", app: TenantApp = .sales) throws -> Seat {
        let key = "\(user) \(app.id)"
        let session = sessions[key] ?? EngineSession(user: Self.user(user))
        sessions[key] = session
        let number = seats.count + 1
        session.attach(number)
        let place = EngineSeat(app: app.id, identity: nil, ttlSeconds: 0, user: Self.user(user), sessionKey: 1)
        let seat = Seat(EngineDialogue(core: core, seat: place, socket: number, session: session))
        seats[number] = seat
        _ = try ask(seat, "OpenDoc", handle: -1, [.string(app.id)])
        return seat
    }

    /// The whole answer.
    @discardableResult
    func ask(
        _ seat: Seat, _ method: String, handle: Int = 1, _ params: JSONValue = [], delta: Bool = false
    ) throws -> JSONValue {
        seat.lastID += 1
        let request = JSONValue.object([
            ("jsonrpc", "2.0"), ("id", .int(seat.lastID)), ("handle", .int(handle)), ("method", .string(method)),
            ("params", params), ("delta", .bool(delta)),
        ])
        let reply = seat.dialogue.reply(to: request.serialized())
        for (number, news) in reply.news {
            seats[number]?.news.append(news)
            _ = seats[number]?.encoder.frames(of: .news(news))
        }
        let message = try #require(reply.message)
        let frame = try #require(seat.encoder.frames(of: message).first)
        return try JSONValue.parse(String(buffer: frame.payload))
    }

    /// One member of the result.
    func result(
        _ seat: Seat, _ method: String, handle: Int = 1, _ params: JSONValue = [], _ member: String = "qReturn"
    ) throws -> JSONValue {
        let answer = try ask(seat, method, handle: handle, params)
        return try #require(answer["result"]?[member], "\(answer.serialized())")
    }

    /// A handle of an object of the app.
    func object(_ seat: Seat, _ id: String) throws -> Int {
        try #require(try result(seat, "GetObject", [.string(id)])["qHandle"]?.intValue)
    }

    func layout(_ seat: Seat, _ handle: Int) throws -> JSONValue {
        try result(seat, "GetLayout", handle: handle, [], "qLayout")
    }

    func code(
        _ seat: Seat, _ method: String, handle: Int = 1, _ params: JSONValue = []
    ) throws -> Int? {
        try ask(seat, method, handle: handle, params)["error"]?["code"]?.intValue
    }
}

extension JSONValue {
    /// The texts of a matrix.
    var texts: [[String]] {
        (arrayValue ?? []).map { row in (row.arrayValue ?? []).map { $0["qText"]?.stringValue ?? "?" } }
    }

    /// The states of a matrix of one column, in one word.
    var states: String {
        (arrayValue ?? []).compactMap { $0[0]?["qState"]?.stringValue }.joined(separator: " ")
    }
}
