// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
public import RESP
public import Transport
import Wire

/// Keeps sealed sessions in one Redis server, so that several proxies can share them.
///
/// - Shape: a key per session, `tenantless:session:` and the SHA-256 of its id in base64url. The value is a form (1 octet,
///   now 1), the time of expiry (8, milliseconds since 1970, big-endian) and the sealed record. Redis forgets expired
///   sessions by itself (`PX`).
/// - Shape: `create` writes with `NX` and `update` with `XX`, so that a late write brings no session back (CONC-04).
/// - Shape: what is acknowledged outlives the end of Redis only where Redis is set to keep it: `appendonly yes` and
///   `appendfsync always`. A server that evicts keys ends sessions early: `maxmemory-policy noeviction`.
/// - Source: redis.io "SET", "Transactions", "Redis persistence", "Key eviction".
public final class RedisSessionStore: SessionStore {
    private static let prefix = "tenantless:session:"
    private static let form: UInt8 = 1
    private let client: RESPClient
    private let time: TimeSource

    /// Makes a store; it connects when it is first asked.
    public init(_ client: RESPClient, time: TimeSource = .system) {
        self.client = client
        self.time = time
    }

    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws {
        let answer = try await answers([set(session, condition: "NX")]).first
        guard answer != .null else { throw StoreProblem(.corrupt, "There is a session under this key already.") }
    }

    /// The session under that key.
    public func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        switch try await answers([RESPCommand("GET", arguments: [Self.name(key)])]).first {
        case .bulk(let value): return try Self.session(key, value)
        case .null: return nil
        default: throw Self.nonsense
        }
    }

    /// Replaces sessions that are still there, in one transaction.
    public func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key] {
        let commands = sessions.map { set($0, condition: "XX") }
        let last = try await answers([RESPCommand("MULTI")] + commands + [RESPCommand("EXEC")]).last
        guard case .array(let results) = last, results.count == sessions.count else { throw Self.nonsense }
        if let problem = results.lazy.compactMap(StoreProblem.init(refusal:)).first { throw problem }
        return zip(sessions, results).filter { $0.1 == .null }.map(\.0.key)
    }

    /// Forgets a session.
    public func delete(_ key: StoredSession.Key) async throws {
        _ = try await answers([RESPCommand("DEL", arguments: [Self.name(key)])])
    }

    /// Nothing to do: Redis forgets by itself.
    public func sweep(at now: Int64) async throws -> Int { 0 }

    /// Writes a key that is forgotten in a second.
    public func ping() async throws {
        _ = try await answers([RESPCommand("SET", "tenantless:ping", "1", "PX", "1000")])
    }

    /// Closes the connection.
    public func close() async {
        await client.close()
    }
}

extension RedisSessionStore {
    private static let nonsense = StoreProblem(.corrupt, "Redis answered something that cannot be.")

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

    private func set(_ session: StoredSession, condition: String) -> RESPCommand {
        let milliseconds = max(1, session.expiresAt - time.now())
        let rest = ["PX", String(milliseconds), condition].map { ByteBuffer(string: $0) }
        return RESPCommand("SET", arguments: [Self.name(session.key), Self.value(session)] + rest)
    }

    private static func name(_ key: StoredSession.Key) -> ByteBuffer {
        ByteBuffer(string: prefix + Base64.encode(key.octets, urlSafe: true, padded: false))
    }

    private static func value(_ session: StoredSession) -> ByteBuffer {
        var value = ByteBuffer()
        value.writeInteger(form)
        value.writeInteger(session.expiresAt)
        value.writeBytes(session.sealed)
        return value
    }

    private static func session(_ key: StoredSession.Key, _ value: ByteBuffer) throws -> StoredSession {
        var value = value
        guard value.readInteger(as: UInt8.self) == form, let expiresAt = value.readInteger(as: Int64.self),
            value.readableBytes > 0
        else { throw StoreProblem(.corrupt, "A stored session has no known form.") }
        return StoredSession(key: key, sealed: Array(value.readableBytesView), expiresAt: expiresAt)
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
