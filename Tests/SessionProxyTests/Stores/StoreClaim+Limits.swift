// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport

@testable import SessionProxy

/// How a store keeps a person to so many sessions.
extension StoreClaim {
    static let limits: [StoreClaim] = [
        StoreClaim("of too many sessions of a person those go that would expire first") { rig async throws in
            let owner = try #require(rig.owner(1, nil))
            for (number, seconds) in [(1, 300), (2, 100), (3, 200), (4, 400)] as [(UInt64, Int64)] {
                try await rig.store.create(rig.session(number, after: seconds, owner: rig.owner(1, UInt8(number))))
            }
            try await rig.store.create(rig.session(5, after: 50, owner: rig.owner(2, 5)))
            let kept = rig.session(4).key
            let ended = try await rig.store.trim(owner, to: 2, keeping: kept)
            #expect(Set(ended) == [rig.session(2).key, rig.session(3).key])
            #expect(try await rig.present() == [1, 4])
            #expect(try await rig.load(5) != nil)
            #expect(try await rig.store.trim(owner, to: 2, keeping: kept) == [])
        },
        StoreClaim("the session that is to stay does, however soon it expires") { rig async throws in
            try await rig.fill()
            let owner = try #require(rig.owner(1, nil))
            try await rig.store.create(rig.session(9, after: 50, owner: rig.owner(1, nil)))
            let ended = try await rig.store.trim(owner, to: 1, keeping: rig.session(9).key)
            #expect(Set(ended) == [rig.session(1).key, rig.session(2).key])
            #expect(try await rig.present() == [3, 4])
            #expect(try await rig.load(9) != nil)
        },
        StoreClaim("what was deleted or has expired is not counted") { rig async throws in
            try await rig.fill()
            let owner = try #require(rig.owner(1, nil))
            try await rig.store.delete(rig.session(1).key)
            #expect(try await rig.store.trim(owner, to: 2, keeping: rig.session(9).key) == [])
            try await rig.advance(.seconds(61))
            _ = try await rig.store.sweep(at: rig.clock.timeSource.now())
            try await rig.store.create(rig.session(9, owner: rig.owner(1, nil)))
            #expect(try await rig.store.trim(owner, to: 1, keeping: rig.session(9).key) == [])
        },
    ]
}
