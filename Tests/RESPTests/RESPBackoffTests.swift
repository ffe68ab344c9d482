// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import RESP

@Suite struct RESPBackoffTests {
    @Test func pausesDoubleUpToTheLongest() {
        var backoff = RESPBackoff()
        var now = NIODeadline.uptimeNanoseconds(0)
        #expect(backoff.mayTry(at: now))
        for milliseconds in [50, 100, 200, 400, 800, 1600, 2000, 2000] as [Int64] {
            backoff.failed(at: now)
            #expect(!backoff.mayTry(at: now + .milliseconds(milliseconds - 1)))
            now = now + .milliseconds(milliseconds)
            #expect(backoff.mayTry(at: now))
        }
    }

    @Test func manyFailuresOverflowNothing() {
        var backoff = RESPBackoff()
        for _ in 0..<1000 { backoff.failed(at: .uptimeNanoseconds(0)) }
        #expect(backoff.mayTry(at: .uptimeNanoseconds(0) + RESPBackoff.longest))
    }

    @Test func successForgetsFailures() {
        var backoff = RESPBackoff()
        for _ in 0..<5 { backoff.failed(at: .uptimeNanoseconds(0)) }
        backoff.succeeded()
        #expect(backoff == RESPBackoff() && backoff.mayTry(at: .uptimeNanoseconds(0)))
    }
}
