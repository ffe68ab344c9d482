// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

struct WitnessTests {
    private func exchange(_ target: String) -> WitnessedExchange {
        WitnessedExchange(side: .tenant, request: WitnessedRequest(method: "GET", target: target))
    }

    @Test func exchangesAreNumberedAndStampedWithTheStep() {
        let witness = Witness(side: .tenant)
        #expect(witness.begin(exchange("/1")) == 1)
        witness.step = 4
        #expect(witness.begin(exchange("/2")) == 2)
        #expect(witness.exchanges.map(\.step) == [nil, 4])
        #expect(witness.exchange(2)?.request.path == "/2")
    }

    @Test func oldestAreDroppedAndCounted() {
        let witness = Witness(side: .tenant, limit: 2)
        for number in 1...5 { witness.begin(exchange("/\(number)")) }
        witness.update(1) { $0.outcome = .complete }
        witness.update(5) { $0.outcome = .complete }
        #expect(witness.dropped == 3)
        #expect(witness.exchanges.map(\.id) == [4, 5])
        #expect(witness.exchanges.map(\.outcome) == [.open, .complete])
    }

    @Test func waitEndsWithTheChangeThatFulfilsIt() async {
        let witness = Witness(side: .tenant)
        async let seen = witness.wait(within: .seconds(60)) { $0.contains { $0.outcome == .complete } }
        let id = witness.begin(exchange("/"))
        await Task.yield()
        witness.update(id) { $0.outcome = .complete }
        #expect(await seen)
    }

    @Test func waitForWhatIsThereEndsAtOnce() async {
        let witness = Witness(side: .tenant)
        witness.begin(exchange("/"))
        #expect(await witness.wait(within: .seconds(60)) { !$0.isEmpty })
    }

    @Test func waitEndsWhenItsTimeIsOver() async {
        let witness = Witness(side: .tenant)
        #expect(await !witness.wait(within: .milliseconds(1)) { _ in false })
    }

    @Test func cancelledWaitEnds() async {
        let witness = Witness(side: .tenant)
        let task = Task { await witness.wait(within: .seconds(600)) { _ in false } }
        task.cancel()
        #expect(await !task.value)
    }

    @Test func manyWaitersSeeManyChanges() async {
        let witness = Witness(side: .tenant)
        let count = await withTaskGroup(of: Bool.self) { group in
            for number in 1...20 {
                group.addTask { await witness.wait(within: .seconds(60)) { $0.count >= number } }
                group.addTask {
                    witness.begin(exchange("/"))
                    return false
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(count == 20)
    }

    @Test func bodyKeepsItsBeginningAndCountsItsBytes() {
        var body = WitnessedBody([UInt8](repeating: 1, count: WitnessedBody.longestPrefix - 1))
        #expect(body.isWhole)
        body.append([2, 3])
        #expect(body.count == WitnessedBody.longestPrefix + 1)
        #expect(body.prefix.last == 2)
        #expect(!body.isWhole)
    }
}
