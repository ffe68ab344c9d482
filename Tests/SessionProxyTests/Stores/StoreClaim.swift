// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport

@testable import SessionProxy

/// A store under test, and a lever on the clock by which it forgets.
struct StoreRig: Sendable {
    let store: any SessionStore
    let clock: ManualClock
    /// Lets that much time pass for the store.
    let advance: @Sendable (Duration) async throws -> Void

    /// A session that expires after a while.
    func session(
        _ number: UInt64, after seconds: Int64 = 60, sealed: [UInt8] = [1, 2, 3], generation: UInt64 = 1,
        owner: SessionOwner? = nil
    ) -> StoredSession {
        StoredSession(
            key: StoredSession.Key(SessionID(a: number, b: 7)), sealed: sealed,
            expiresAt: clock.timeSource.now() + seconds * 1000, generation: generation, owner: owner)
    }

    func load(_ number: UInt64) async throws -> StoredSession? { try await store.load(session(number).key) }
}

/// One thing that every session store must do.
struct StoreClaim: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (StoreRig) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (StoreRig) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }

    static let all = sessions + orders + limits

    private static let sessions: [StoreClaim] = [
        StoreClaim("what is created is loaded") { rig async throws in
            let session = rig.session(1, sealed: Array(0...255))
            try await rig.store.create(session)
            #expect(try await rig.store.load(session.key) == session)
            #expect(try await rig.load(2) == nil)
            try await rig.store.ping()
        },
        StoreClaim("a key is created once") { rig async throws in
            try await rig.store.create(rig.session(1))
            let problem = await #expect(throws: StoreProblem.self) {
                try await rig.store.create(rig.session(1, sealed: [9]))
            }
            #expect(problem?.code == .corrupt)
            #expect(try await rig.load(1)?.sealed == [1, 2, 3])
        },
        StoreClaim("an update replaces content and expiry") { rig async throws in
            try await rig.store.create(rig.session(1))
            let changed = rig.session(1, after: 3600, sealed: [8])
            #expect(try await rig.store.update([changed]) == [:])
            #expect(try await rig.load(1) == changed)
            try await rig.advance(.seconds(120))
            #expect(try await rig.load(1) == changed)
        },
        StoreClaim("a late update brings nothing back") { rig async throws in
            try await rig.store.create(rig.session(1))
            try await rig.store.create(rig.session(2))
            try await rig.store.delete(rig.session(1).key)
            let changed = [rig.session(1, sealed: [8]), rig.session(2, after: 90, sealed: [9])]
            #expect(try await rig.store.update(changed) == [changed[0].key: .gone])
            #expect(try await rig.load(1) == nil)
            #expect(try await rig.load(2) == changed[1])
        },
        StoreClaim("an update does not bring an older tenant session back") { rig async throws in
            let newer = rig.session(1, sealed: [2], generation: 12)
            try await rig.store.create(rig.session(1, generation: 2))
            #expect(try await rig.store.update([newer]) == [:])
            let late = [rig.session(1, after: 90, sealed: [9], generation: 9), rig.session(2)]
            #expect(try await rig.store.update(late) == [late[0].key: .outdated, late[1].key: .gone])
            #expect(try await rig.load(1) == newer)
            #expect(try await rig.store.update([rig.session(1, sealed: [3], generation: 12)]) == [:])
            #expect(try await rig.load(1)?.sealed == [3])
        },
        StoreClaim("an update of nothing is nothing") { rig async throws in
            let gone = try await rig.store.update([])
            #expect(gone == [:])
        },
        StoreClaim("deleting twice is no error") { rig async throws in
            try await rig.store.create(rig.session(1))
            try await rig.store.delete(rig.session(1).key)
            try await rig.store.delete(rig.session(1).key)
            #expect(try await rig.load(1) == nil)
        },
        StoreClaim("what expired is forgotten, and nothing else") { rig async throws in
            for number in 1...5 as ClosedRange<UInt64> {
                try await rig.store.create(rig.session(number, after: Int64(number) * 100))
            }
            try await rig.advance(.seconds(350))
            _ = try await rig.store.sweep(at: rig.clock.timeSource.now())
            for number in 1...5 as ClosedRange<UInt64> {
                #expect((try await rig.load(number) == nil) == (number <= 3), "\(number)")
            }
            #expect(try await rig.store.sweep(at: rig.clock.timeSource.now()) == 0)
        },
        StoreClaim("many calls at once keep their answers apart") { rig async throws in
            try await withThrowingTaskGroup { group in
                for number in 1...100 as ClosedRange<UInt64> {
                    group.addTask {
                        let session = rig.session(number, sealed: [UInt8(number)])
                        try await rig.store.create(session)
                        #expect(try await rig.store.load(session.key) == session)
                        #expect(try await rig.store.update([session]) == [:])
                        #expect(try await rig.store.load(session.key)?.sealed == [UInt8(number)])
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
