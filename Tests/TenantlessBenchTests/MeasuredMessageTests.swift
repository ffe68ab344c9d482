// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import TenantlessBench

@Suite struct MeasuredMessageTests {
    @Test(arguments: [1, 128, 4096, 70_000]) func bothEndsSendSoManyOctets(octets: Int) throws {
        let message = MeasuredMessage(octets: octets)
        for (bytes, isMasked) in [(message.question, true), (message.answer, false)] {
            var bytes = bytes
            let frame = try #require(try Frame.parse(&bytes, limit: octets))
            #expect(frame.payload == ByteBuffer(repeating: UInt8(ascii: "x"), count: octets))
            #expect(frame.wasMasked == isMasked)
            #expect(bytes.readableBytes == 0)
        }
    }

    @Test(arguments: [1, 3, 9, 10, 11, 35]) func messagesAreCountedHoweverTheyArrive(size: Int) {
        var counter = MessageCounter(ByteBuffer(repeating: 0, count: 10))
        var count = 0
        for start in stride(from: 0, to: 70, by: size) {
            count += counter.add(min(size, 70 - start))
            #expect(counter.isBetween == (min(start + size, 70) % 10 == 0))
        }
        #expect(count == 7)
    }

    @Test(arguments: [0, 1, 3]) func aRowHoldsAMessageSoManyTimes(count: Int) {
        let row = ByteBuffer(string: "ab").times(count)
        #expect(String(buffer: row) == String(repeating: "ab", count: count))
    }
}
