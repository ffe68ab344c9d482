// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
public import RESP
public import Transport
import Wire

/// Keeps sealed sessions in one Redis server, so that several proxies can share them.
///
/// - Shape: a key per session, `tenantless:session:` and the SHA-256 of its id in base64url. The value is a line, `1 ` (its
///   form), the time of expiry, a blank and the generation, and then the sealed record. Redis forgets expired sessions by
///   itself (`PX`).
/// - Shape: `create` writes with `NX`; `update` is a script that replaces what is there and no newer, so that a late write
///   brings nothing back (CONC-04).
/// - Shape: what is acknowledged outlives the end of Redis only where Redis is set to keep it: `appendonly yes` and
///   `appendfsync always`. A server that evicts keys ends sessions early: `maxmemory-policy noeviction`.
/// - Source: redis.io "SET", "Transactions", "Redis persistence", "Key eviction".
public final class RedisSessionStore: SharedSessionStore {
    private static let channel = "tenantless:ended"
    private let client: RESPClient
    private let time: TimeSource

    /// Makes a store; it connects when it is first asked.
    public init(_ client: RESPClient, time: TimeSource = .system) {
        self.client = client
        self.time = time
    }

    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws {
        let milliseconds = ByteBuffer(string: String(timeToLive(session)))
        let answer = try await answer(
            "SET", [Self.name(session.key), Self.value(session), Self.px, milliseconds, ByteBuffer(string: "NX")])
        guard answer != .null else { throw StoreProblem(.corrupt, "There is a session under this key already.") }
    }

    /// The session under that key.
    public func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        switch try await answer("GET", [Self.name(key)]) {
        case .bulk(let value): return try Self.session(key, value)
        case .null: return nil
        default: throw Self.nonsense
        }
    }

    /// Replaces sessions that are still there and no newer, by one script.
    public func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        let values = sessions.flatMap { session in
            [Self.value(session)] + [String(session.generation), String(timeToLive(session))].map { .init(string: $0) }
        }
        let script = [RedisScripts.update, String(sessions.count)].map { ByteBuffer(string: $0) }
        let keys = sessions.map { Self.name($0.key) }
        guard case .array(let outcomes) = try await answer("EVAL", script + keys + values),
            outcomes.count == sessions.count
        else { throw Self.nonsense }
        var refusals: [StoredSession.Key: UpdateRefusal] = [:]
        for (session, outcome) in zip(sessions, outcomes) {
            switch outcome.string {
            case "kept": break
            case "gone": refusals[session.key] = .gone
            case "outdated": refusals[session.key] = .outdated
            default: throw Self.nonsense
            }
        }
        return refusals
    }

    /// Forgets a session, and tells every proxy that listens.
    public func delete(_ key: StoredSession.Key) async throws {
        _ = try await answers([
            RESPCommand("MULTI"), RESPCommand("DEL", arguments: [Self.name(key)]),
            RESPCommand("PUBLISH", Self.channel, Self.text(key)), RESPCommand("EXEC"),
        ])
    }

    /// Nothing to do: Redis forgets by itself.
    public func sweep(at now: Int64) async throws -> Int { 0 }

    /// Writes a key that is forgotten in a second.
    public func ping() async throws {
        _ = try await answer("SET", ["tenantless:ping", "1", "PX", "1000"].map { ByteBuffer(string: $0) })
    }

    /// Closes the connection.
    public func close() async {
        await client.close()
    }

    /// Lets one owner at a time do something to a session.
    public func lock(_ key: StoredSession.Key, owner: [UInt8], milliseconds: Int64) async throws -> Bool {
        let rest = ["PX", String(milliseconds), "NX"].map { ByteBuffer(string: $0) }
        return try await answer("SET", [Self.lockName(key), ByteBuffer(bytes: owner)] + rest) != .null
    }

    /// Gives a session free, if this owner still has it.
    public func unlock(_ key: StoredSession.Key, owner: [UInt8]) async throws {
        let script = [RedisScripts.unlock, "1"].map { ByteBuffer(string: $0) }
        _ = try await answer("EVAL", script + [Self.lockName(key), ByteBuffer(bytes: owner)])
    }

    /// Tells of sessions that are deleted, by this proxy or another one.
    public func endings() -> AsyncStream<StoreEnding> {
        let (endings, continuation) = AsyncStream.makeStream(of: StoreEnding.self)
        let listening = Task { [client] in
            for await event in client.follow(Self.channel) {
                switch event {
                case .following: continuation.yield(.missed)
                case .message(let name):
                    let octets = Base64.decode(String(buffer: name), urlSafe: true) ?? []
                    if let key = StoredSession.Key(octets: octets) { continuation.yield(.deleted(key)) }
                }
            }
        }
        continuation.onTermination = { _ in listening.cancel() }
        return endings
    }
}

extension RedisSessionStore {
    private static let nonsense = StoreProblem(.corrupt, "Redis answered something that cannot be.")

    private func answer(_ name: String, _ arguments: [ByteBuffer]) async throws -> RESPValue {
        try await answers([RESPCommand(name, arguments: arguments)]).first ?? .null
    }

    private func answers(_ commands: [RESPCommand]) async throws -> [RESPValue] {
        let answers: [RESPValue]
        do {
            answers = try await client.call(commands)
        } catch let error as RESPError {
            throw StoreProblem(error)
        }
        if let problem = answers.lazy.compactMap(StoreProblem.init(refusal:)).first { throw problem }
        return answers
    }

    private func timeToLive(_ session: StoredSession) -> Int64 { max(1, session.expiresAt - time.now()) }

    private static let px = ByteBuffer(string: "PX")

    private static func text(_ key: StoredSession.Key) -> String {
        Base64.encode(key.octets, urlSafe: true, padded: false)
    }

    private static func name(_ key: StoredSession.Key) -> ByteBuffer {
        ByteBuffer(string: "tenantless:session:" + text(key))
    }

    private static func lockName(_ key: StoredSession.Key) -> ByteBuffer {
        ByteBuffer(string: "tenantless:lock:" + text(key))
    }

    private static func value(_ session: StoredSession) -> ByteBuffer {
        var value = ByteBuffer(string: "1 \(session.expiresAt) \(session.generation)\n")
        value.writeBytes(session.sealed)
        return value
    }

    private static func session(_ key: StoredSession.Key, _ value: ByteBuffer) throws -> StoredSession {
        let parts = value.readableBytesView.split(
            separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let line = String(decoding: parts.first ?? [], as: UTF8.self).split(separator: " ")
        guard parts.count == 2, !parts[1].isEmpty, line.count == 3, line[0] == "1", let expiresAt = Int64(line[1]),
            let generation = UInt64(line[2])
        else { throw StoreProblem(.corrupt, "A stored session has no known form.") }
        return StoredSession(key: key, sealed: Array(parts[1]), expiresAt: expiresAt, generation: generation)
    }
}

extension StoreProblem {
    /// Says what a failed call means for us.
    fileprivate init(_ error: RESPError) {
        switch error.code {
        case .timedOut, .overloaded: self.init(.busy, error.reason)
        case .connectFailed, .connectionLost, .refused, .badAddress: self.init(.unavailable, error.reason)
        default: self.init(.corrupt, error.reason)
        }
    }

    /// Says what a refusal of Redis means for us; its sentence is left out, for it may quote values.
    ///
    /// - Source: redis.io "RESP simple errors": the first word of an error is its kind; the kinds are in the source of
    ///   Redis, `server.c`, `createSharedObjects`.
    fileprivate init?(refusal answer: RESPValue) {
        guard case .error(let text) = answer else { return nil }
        let kind = RESPValue.kind(ofError: text)
        switch kind {
        case "OOM": self.init(.full, "Redis has no room left.")
        case "READONLY", "MISCONF", "NOREPLICAS": self.init(.readOnly, "Redis may not write (\(kind)).")
        case "BUSY", "TRYAGAIN": self.init(.busy, "Redis is busy (\(kind)).")
        case "WRONGTYPE": self.init(.corrupt, "Redis holds something else where a session should be.")
        default: self.init(.unavailable, "Redis refused (\(kind)).")
        }
    }
}
