// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import SessionProxy

@Suite struct TunnelLegTests {
    private func leg(waitingFor pings: [String]) -> TunnelLeg {
        let leg = TunnelLeg(expectsMask: true, limit: 100, now: .now())
        leg.openPings = pings.map { ByteBuffer(string: $0) }
        return leg
    }

    @Test func aPongThatComesAfterASecondPingIsStillOurs() {
        let leg = leg(waitingFor: ["first", "second"])
        let areOurs = ["first", "second"].map { leg.takePong(ByteBuffer(string: $0)) }
        #expect(areOurs == [true, true])
        #expect(leg.openPings.isEmpty)
    }

    @Test func aPongAnswersTheOlderPingsToo() {
        let leg = leg(waitingFor: ["first", "second"])
        let isOurs = leg.takePong(ByteBuffer(string: "second"))
        #expect(isOurs)
        #expect(leg.openPings.isEmpty)
    }

    @Test(arguments: ["", "other"]) func aPongToNoPingOfOursTravelsOn(_ payload: String) {
        let leg = leg(waitingFor: ["first"])
        let isOurs = leg.takePong(ByteBuffer(string: payload))
        #expect(!isOurs)
        #expect(leg.openPings.count == 1)
    }
}
