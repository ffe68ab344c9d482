// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport

@testable import SessionProxy

extension StoreRig {
    /// A digest that stands for whatever the number stands for.
    static func digest(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: SessionOwner.digestBytes) }

    func owner(_ person: UInt8, _ signIn: UInt8?) -> SessionOwner? {
        SessionOwner(subject: Self.digest(person), signIn: signIn.map(Self.digest))
    }

    /// An order to end the sessions of a person, or of a sign-in, or of both together.
    func order(_ person: UInt8?, _ signIn: UInt8? = nil, token: UInt8, after seconds: Int64 = 120) -> LogoutOrder {
        LogoutOrder(
            targets: [.init(subject: person.map(Self.digest), signIn: signIn.map(Self.digest))],
            token: Self.digest(token), expiresAt: clock.timeSource.now() + seconds * 1000)
    }

    /// Four sessions: two of person 1, one of person 2, one of nobody.
    func fill() async throws {
        try await store.create(session(1, owner: owner(1, 101)))
        try await store.create(session(2, owner: owner(1, 102)))
        try await store.create(session(3, owner: owner(2, 103)))
        try await store.create(session(4))
    }

    /// The sessions of `fill` that are there.
    func present() async throws -> Set<UInt64> {
        var present: Set<UInt64> = []
        for number in 1...4 as ClosedRange<UInt64> where try await load(number) != nil { present.insert(number) }
        return present
    }

    func end(_ order: LogoutOrder) async throws -> Set<StoredSession.Key>? {
        try await store.end(order).map { Set($0) }
    }
}

/// What a store does on the identity provider's order.
extension StoreClaim {
    static let orders: [StoreClaim] = [
        StoreClaim("whose a session is stays with it") { rig async throws in
            for (number, owner) in [(1, rig.owner(1, 2)), (2, rig.owner(1, nil)), (3, nil)] as [(UInt64, SessionOwner?)]
            {
                let session = rig.session(number, owner: owner)
                try await rig.store.create(session)
                #expect(try await rig.store.load(session.key) == session)
                let changed = rig.session(number, sealed: [9], owner: owner)
                #expect(try await rig.store.update([changed]) == [:])
                #expect(try await rig.store.load(session.key) == changed)
            }
        },
        StoreClaim("an order ends every session of the person it names") { rig async throws in
            try await rig.fill()
            #expect(try await rig.end(rig.order(1, token: 1)) == [rig.session(1).key, rig.session(2).key])
            #expect(try await rig.present() == [3, 4])
        },
        StoreClaim("an order ends the one sign-in that it names") { rig async throws in
            try await rig.fill()
            #expect(try await rig.end(rig.order(1, 102, token: 1)) == [rig.session(2).key])
            #expect(try await rig.end(rig.order(nil, 103, token: 2)) == [rig.session(3).key])
            #expect(try await rig.present() == [1, 4])
        },
        StoreClaim("an order that names another's sign-in ends nothing") { rig async throws in
            try await rig.fill()
            #expect(try await rig.end(rig.order(2, 101, token: 1)) == [])
            #expect(try await rig.end(rig.order(9, token: 2)) == [])
            #expect(try await rig.end(rig.order(nil, 9, token: 3)) == [])
            #expect(try await rig.present() == [1, 2, 3, 4])
        },
        StoreClaim("a session whose sign-in has no name ends with any of the person") { rig async throws in
            try await rig.store.create(rig.session(1, owner: rig.owner(1, nil)))
            #expect(try await rig.end(rig.order(nil, 101, token: 1)) == [])
            #expect(try await rig.end(rig.order(1, 101, token: 2)) == [rig.session(1).key])
        },
        StoreClaim("an order is carried out once") { rig async throws in
            try await rig.fill()
            #expect(try await rig.end(rig.order(1, token: 1)) != nil)
            try await rig.store.create(rig.session(1, owner: rig.owner(1, 101)))
            #expect(try await rig.end(rig.order(1, token: 1)) == nil)
            #expect(try await rig.present() == [1, 3, 4])
            #expect(try await rig.end(rig.order(1, token: 2)) == [rig.session(1).key])
        },
        StoreClaim("of many who carry out an order at once one does") { rig async throws in
            try await rig.fill()
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await rig.store.end(rig.order(1, token: 1)) == nil ? 0 : 1 }
                }
                return try await group.reduce(0, +)
            }
            #expect(done == 1)
        },
        StoreClaim("an order is remembered until it expires, and no longer") { rig async throws in
            #expect(try await rig.end(rig.order(1, token: 1)) == [])
            try await rig.advance(.seconds(100))
            _ = try await rig.store.sweep(at: rig.clock.timeSource.now())
            #expect(try await rig.end(rig.order(1, token: 1, after: 20)) == nil)
            try await rig.advance(.seconds(30))
            _ = try await rig.store.sweep(at: rig.clock.timeSource.now())
            #expect(try await rig.end(rig.order(1, token: 1)) == [])
        },
        StoreClaim("a late update brings no ended session back") { rig async throws in
            try await rig.fill()
            _ = try await rig.end(rig.order(1, 101, token: 1))
            let late = rig.session(1, sealed: [9], owner: rig.owner(1, 101))
            #expect(try await rig.store.update([late]) == [late.key: .gone])
            #expect(try await rig.present() == [2, 3, 4])
        },
        StoreClaim("what was deleted or has expired is ended no more") { rig async throws in
            try await rig.fill()
            try await rig.store.delete(rig.session(1).key)
            #expect(try await rig.end(rig.order(1, token: 1)) == [rig.session(2).key])
            try await rig.store.create(rig.session(1, owner: rig.owner(1, 101)))
            try await rig.advance(.seconds(61))
            _ = try await rig.store.sweep(at: rig.clock.timeSource.now())
            #expect(try await rig.end(rig.order(1, token: 2)) == [])
        },
        StoreClaim("an order for several digests of a person ends what any of them finds") { rig async throws in
            try await rig.fill()
            let targets = [1, 2].map { LogoutOrder.Target(subject: StoreRig.digest($0), signIn: nil) }
            let order = LogoutOrder(
                targets: targets, token: StoreRig.digest(1), expiresAt: rig.clock.timeSource.now() + 1000)
            #expect(try await rig.end(order)?.count == 3)
            #expect(try await rig.present() == [4])
        },
    ]
}
