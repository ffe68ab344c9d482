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
        let witness = Witness(side: .tenant, limits: WitnessLimits(exchanges: 2))
        for number in 1...5 { witness.begin(exchange("/\(number)")) }
        witness.update(1) { $0.outcome = .complete }
        witness.update(5) { $0.outcome = .complete }
        #expect(witness.loss.exchanges == 3)
        #expect(witness.exchanges.map(\.id) == [4, 5])
        #expect(witness.exchanges.map(\.outcome) == [.open, .complete])
    }

    @Test func manyMoreThanTheLimitAreDroppedInOrder() {
        let witness = Witness(side: .tenant, limits: WitnessLimits(exchanges: 10))
        for number in 1...5000 { #expect(witness.begin(exchange("/\(number)")) == number) }
        #expect(witness.exchanges.map(\.request.target) == (4991...5000).map { "/\($0)" })
        #expect(witness.exchange(4990) == nil && witness.exchange(4991)?.id == 4991)
        #expect(witness.exchanges(after: 4995, limit: 2).map(\.id) == [4996, 4997])
        #expect(witness.exchanges(after: 0).count == 10 && witness.exchanges(after: 5000).isEmpty)
        #expect(witness.loss.exchanges == 4990)
    }

    @Test func bytesAreLimitedToo() {
        let witness = Witness(side: .tenant, limits: WitnessLimits(bytes: 100_000))
        for number in 1...10 {
            let id = witness.begin(exchange("/\(number)"))
            witness.update(id) { exchange in
                exchange.response = WitnessedResponse(
                    status: 200, body: WitnessedBody([UInt8](repeating: 1, count: 30_000)))
                exchange.outcome = .complete
            }
        }
        #expect(witness.exchanges.map(\.id) == [8, 9, 10])
        #expect(witness.loss.exchanges == 7 && witness.loss.bytes > 7 * 30_000)
    }

    @Test func aSocketKeepsItsFramesUpToItsShare() {
        let witness = Witness(side: .tenant, limits: WitnessLimits(socketBytes: 1000))
        let id = witness.begin(exchange("/app/1"))
        witness.update(id) { $0.socket = WitnessedSocket() }
        for _ in 1...3 {
            witness.append(
                WitnessedFrame(fromClient: true, opcode: 2, payload: [UInt8](repeating: 7, count: 400)), to: id)
        }
        #expect(witness.exchange(id)?.socket?.frames.map(\.payload.count) == [400, 400, 200])
        #expect(
            witness.loss
                == {
                    var loss = WitnessLoss(); loss.bytes = 200; return loss
                }())
        #expect(witness.loss.isLoss && !WitnessLoss().isLoss)
    }

    @Test func theNewestStaysHoweverLargeItIs() {
        let witness = Witness(side: .tenant, limits: WitnessLimits(bytes: 10))
        for number in 1...3 { witness.begin(exchange("/\(number)")) }
        #expect(witness.exchanges.map(\.id) == [3])
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
