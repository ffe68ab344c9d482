// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Tenantless

@Suite struct TurnstileTests {
    @Test(arguments: [1, 3]) func neverMoreThanThePlacesAreInside(_ places: Int) async {
        let turnstile = Turnstile(places: places)
        let room = Room()
        await withTaskGroup { group in
            for _ in 0..<40 {
                group.addTask {
                    await turnstile.pass {
                        await room.enter()
                        await Task.yield()
                        await room.leave()
                    }
                }
            }
        }
        #expect(await room.most <= places)
        #expect(await room.visits == 40)
    }

    @Test func noPlaceMeansOne() async {
        #expect(await Turnstile(places: 0).pass { 7 } == 7)
    }
}

/// Counts who is inside.
private actor Room {
    private var inside = 0
    private(set) var most = 0
    private(set) var visits = 0

    func enter() {
        inside += 1
        visits += 1
        most = max(most, inside)
    }

    func leave() { inside -= 1 }
}
