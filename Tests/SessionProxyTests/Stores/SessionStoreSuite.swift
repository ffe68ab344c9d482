// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import RESP
import Testing
import Transport

@testable import SessionProxy

/// What every session store must do, held against each of them.
@Suite(.timeLimit(.minutes(2))) struct SessionStoreSuite {
    @Test(arguments: StoreClaim.all)
    func memoryDoes(_ claim: StoreClaim) async throws {
        try await Self.run(claim, MemorySessionStore())
    }

    @Test(arguments: StoreClaim.all)
    func sqliteDoes(_ claim: StoreClaim) async throws {
        try await Self.run(claim, try SQLiteSessionStore(path: try StoreFile().path))
    }

    @Test(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"), arguments: StoreClaim.all)
    func redisDoes(_ claim: StoreClaim) async throws {
        try await Self.onRedis { rig, _ in try await claim.check(rig) }
    }

    @Test(arguments: SharedStoreClaim.all)
    func memoryIsShared(_ claim: SharedStoreClaim) async throws {
        let clock = ManualClock()
        let store = MemorySessionStore(time: clock.timeSource)
        try await claim.check(StoreRig(store: store, clock: clock) { clock.advance(by: $0) }, store)
    }

    @Test(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"), arguments: SharedStoreClaim.all)
    func redisIsShared(_ claim: SharedStoreClaim) async throws {
        try await Self.onRedis(claim.check)
    }

    private static func onRedis(
        _ check: @Sendable (StoreRig, any SharedSessionStore) async throws -> Void
    ) async throws {
        try await RedisServer.with { server async throws in
            let clock = ManualClock()
            let store = RedisSessionStore(server.client(), time: clock.timeSource)
            // Redis goes by a clock of its own, so every time to live is cut short instead.
            let rig = StoreRig(store: store, clock: clock) { duration in
                clock.advance(by: duration)
                try await server.age(by: duration)
            }
            try await check(rig, store)
            await store.close()
        }
    }

    private static func run(_ claim: StoreClaim, _ store: any SessionStore) async throws {
        let clock = ManualClock()
        try await claim.check(StoreRig(store: store, clock: clock) { clock.advance(by: $0) })
        await store.close()
    }
}

extension RedisServer {
    /// Takes so much from the time that each key has left.
    func age(by duration: Duration) async throws {
        guard case .array(let keys) = try await say("KEYS", "*") else { return }
        for key in keys.compactMap(\.string) {
            guard case .integer(let left) = try await say("PTTL", key) else { continue }
            _ = try await say("PEXPIRE", key, "\(left - duration.components.seconds * 1000)")
        }
    }
}
