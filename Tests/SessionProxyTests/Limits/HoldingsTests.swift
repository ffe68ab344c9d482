// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

@Suite struct HoldingsTests {
    @Test func aHolderHasSoManyAndOthersAreNotCounted() {
        let holdings = Holdings(limit: 2)
        let anas = [holdings.take(for: "ana"), holdings.take(for: "ana")]
        #expect(anas.allSatisfy { $0 != nil })
        #expect(holdings.take(for: "ana") == nil)
        #expect(holdings.take(for: "ben") != nil)
    }

    @Test func whatIsLetGoOfIsThereForAnother() {
        let holdings = Holdings(limit: 1)
        var holding = holdings.take(for: "ana")
        #expect(holding != nil && holdings.holders == 1)
        holding = nil
        #expect(holdings.holders == 0)
        holding = holdings.take(for: "ana")
        #expect(holding != nil)
    }
}
