// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

/// One thing that a store must do which several proxies use at once.
struct SharedStoreClaim: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (StoreRig, any SharedSessionStore) async throws -> Void

    private init(
        _ sentence: String, _ check: @escaping @Sendable (StoreRig, any SharedSessionStore) async throws -> Void
    ) {
        testDescription = sentence
        self.check = check
    }

    static let all: [SharedStoreClaim] = [
        SharedStoreClaim("a session has one owner until that one gives it free") { rig, store async throws in
            let key = rig.session(1).key
            #expect(try await store.lock(key, owner: [1], milliseconds: 60_000))
            #expect(try await !store.lock(key, owner: [2], milliseconds: 60_000))
            #expect(try await store.lock(rig.session(2).key, owner: [2], milliseconds: 60_000))
            try await store.unlock(key, owner: [2])
            #expect(try await !store.lock(key, owner: [2], milliseconds: 60_000))
            try await store.unlock(key, owner: [1])
            #expect(try await store.lock(key, owner: [2], milliseconds: 60_000))
        },
        SharedStoreClaim("an owner who dies loses the session") { rig, store async throws in
            let key = rig.session(1).key
            #expect(try await store.lock(key, owner: [1], milliseconds: 60_000))
            try await rig.advance(.seconds(61))
            #expect(try await store.lock(key, owner: [2], milliseconds: 60_000))
            try await store.unlock(key, owner: [1])
            #expect(try await !store.lock(key, owner: [3], milliseconds: 60_000))
        },
        SharedStoreClaim("of many who ask at once one becomes the owner") { rig, store async throws in
            let owners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<50 as Range<UInt8> {
                    group.addTask { try await store.lock(rig.session(1).key, owner: [number], milliseconds: 60_000) }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(owners == 1)
        },
        SharedStoreClaim("who listens is told of each end") { rig, store async throws in
            let session = rig.session(1)
            try await store.create(session)
            var endings = store.endings().makeAsyncIterator()
            #expect(await endings.next() == .missed)
            try await store.delete(session.key)
            #expect(await endings.next() == .deleted(session.key))
            try await store.delete(rig.session(2).key)
            #expect(await endings.next() == .deleted(rig.session(2).key))
        },
    ]
}
