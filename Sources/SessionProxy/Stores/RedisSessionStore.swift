// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
public import RESP
public import Transport
import Wire

/// Keeps sealed sessions in one Redis server, so that several proxies can share them.
///
/// - Shape: a key per session, `tenantless:session:` and the SHA-256 of its id in base64url. The value is a line and then
///   the sealed record; `RedisScripts` tells what the line says. Redis forgets expired sessions by itself (`PX`).
/// - Shape: every write is a script. `create` makes what is not there; `update` replaces what is there and no newer, so
///   that a late write brings nothing back (CONC-04).
/// - Shape: what is acknowledged outlives the end of Redis only where Redis is set to keep it: `appendonly yes` and
///   `appendfsync always`. A server that evicts keys ends sessions early: `maxmemory-policy noeviction`.
/// - Source: redis.io "SET", "Transactions", "Redis persistence", "Key eviction".
public final class RedisSessionStore: SharedSessionStore {
    private static let channel = "tenantless:ended"
    /// Goes before the name of a session that the identity provider ended.
    private static let ordered = "ordered "
    private let client: RESPClient
    private let time: TimeSource

    /// Makes a store; it connects when it is first asked.
    public init(_ client: RESPClient, time: TimeSource = .system) {
        self.client = client
        self.time = time
    }

    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws {
        let arguments = [Self.text(session.key).bytes, Self.value(session)] + expiry(session)
        let answer = try await evaluate(RedisScripts.create, keys: [Self.name(session.key)], arguments)
        guard answer == .integer(1) else { throw StoreProblem(.corrupt, "There is a session under this key already.") }
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
        let arguments = sessions.flatMap { session in
            [Self.text(session.key).bytes, Self.value(session)] + expiry(session)
                + [String(session.generation).bytes]
        }
        let keys = sessions.map { Self.name($0.key) }
        guard case .array(let outcomes) = try await evaluate(RedisScripts.update, keys: keys, arguments),
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
        let arguments = [Self.text(key).bytes, Self.channel.bytes]
        _ = try await evaluate(RedisScripts.delete, keys: [Self.name(key)], arguments)
    }

    /// Ends the sessions that the identity provider names, and tells every proxy that listens.
    public func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? {
        let digests = order.targets.flatMap { [Self.text($0.subject), Self.text($0.signIn)] }
        let left = String(max(1, order.expiresAt - max(0, time.now())))
        let arguments = [left, Self.channel, Self.ordered] + digests
        let key = ByteBuffer(string: "tenantless:order:" + Self.text(order.token))
        switch try await evaluate(RedisScripts.end, keys: [key], arguments.map(\.bytes)) {
        case .null: return nil
        case .array(let names): return names.compactMap { $0.string.flatMap(Self.key) }
        default: throw Self.nonsense
        }
    }

    /// Ends those sessions of a person that are too many, and tells every proxy that listens.
    public func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        let arguments = [Self.text(owner.subject), String(limit - 1), Self.text(key), Self.channel, Self.ordered]
        guard case .array(let names) = try await evaluate(RedisScripts.trim, keys: [], arguments.map(\.bytes)) else {
            throw Self.nonsense
        }
        return names.compactMap { $0.string.flatMap(Self.key) }
    }

    /// Nothing to do: Redis forgets by itself.
    public func sweep(at now: Int64) async throws -> Int { 0 }

    /// Writes a key that is forgotten in a second.
    public func ping() async throws {
        let answer = try await answer("SET", ["tenantless:ping", "1", "PX", "1000"].map { ByteBuffer(string: $0) })
        guard answer == .simple("OK") else { throw Self.nonsense }
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
        _ = try await evaluate(RedisScripts.unlock, keys: [Self.lockName(key)], [ByteBuffer(bytes: owner)])
    }

    /// Tells of sessions that are deleted, by this proxy or another one.
    public func endings() -> AsyncStream<StoreEnding> {
        let (endings, continuation) = AsyncStream.makeStream(of: StoreEnding.self)
        let listening = Task { [client] in
            for await event in client.follow(Self.channel) {
                switch event {
                case .following: continuation.yield(.missed)
                case .message(let text):
                    if let ending = Self.ending(String(buffer: text)) { continuation.yield(ending) }
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

    private func evaluate(_ script: String, keys: [ByteBuffer], _ arguments: [ByteBuffer]) async throws -> RESPValue {
        try await answer("EVAL", [script.bytes, String(keys.count).bytes] + keys + arguments)
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

    /// When it expires, and in how long.
    private func expiry(_ session: StoredSession) -> [ByteBuffer] {
        [String(session.expiresAt).bytes, String(timeToLive(session)).bytes]
    }

    private static func text(_ key: StoredSession.Key) -> String { text(key.octets) }

    /// Octets as text; none for nil.
    private static func text(_ octets: [UInt8]?) -> String {
        Base64.encode(octets ?? [], urlSafe: true, padded: false)
    }

    private static func key(_ text: String) -> StoredSession.Key? {
        Base64.decode(text, urlSafe: true).flatMap { StoredSession.Key(octets: $0) }
    }

    private static func ending(_ text: String) -> StoreEnding? {
        guard text.hasPrefix(ordered) else { return key(text).map { .deleted($0) } }
        return key(String(text.dropFirst(ordered.count))).map { .ordered($0) }
    }

    private static func name(_ key: StoredSession.Key) -> ByteBuffer {
        ByteBuffer(string: "tenantless:session:" + text(key))
    }

    private static func lockName(_ key: StoredSession.Key) -> ByteBuffer {
        ByteBuffer(string: "tenantless:lock:" + text(key))
    }

    private static func value(_ session: StoredSession) -> ByteBuffer {
        let digests = session.owner.map { [$0.subject] + ($0.signIn.map { [$0] } ?? []) } ?? []
        let words = ["1", String(session.expiresAt), String(session.generation)] + digests.map { text($0) }
        var value = ByteBuffer(string: words.joined(separator: " ") + "\n")
        value.writeBytes(session.sealed)
        return value
    }

    private static func session(_ key: StoredSession.Key, _ value: ByteBuffer) throws -> StoredSession {
        let parts = value.readableBytesView.split(
            separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let line = String(decoding: parts.first ?? [], as: UTF8.self).split(separator: " ")
        guard parts.count == 2, !parts[1].isEmpty, (3...5).contains(line.count), line[0] == "1",
            let expiresAt = Int64(line[1]), let generation = UInt64(line[2])
        else { throw StoreProblem(.corrupt, "A stored session has no known form.") }
        let digests = line.dropFirst(3).compactMap { Base64.decode(String($0), urlSafe: true) }
        let owner = digests.first.flatMap { SessionOwner(subject: $0, signIn: digests.dropFirst().first) }
        return StoredSession(
            key: key, sealed: Array(parts[1]), expiresAt: expiresAt, generation: generation, owner: owner)
    }
}

extension String {
    fileprivate var bytes: ByteBuffer { ByteBuffer(string: self) }
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
