// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import Cassettes

@Suite struct RepeatedContentsTests {
    private static func content(_ count: Int, marked: Int? = nil) -> ByteBuffer {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count)
        if let marked { bytes[marked] = UInt8(ascii: "b") }
        return ByteBuffer(bytes: bytes)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 100, 8192]) func aContentThatCameIsKnown(count: Int) {
        var contents = RepeatedContents()
        #expect(contents.id(of: Self.content(count), among: 3) == nil)
        contents.note(Self.content(count), id: 5, among: 3)
        #expect(contents.id(of: Self.content(count), among: 3) == 5)
    }

    @Test func itIsUnknownOnceMoreIsSecret() {
        var contents = RepeatedContents()
        contents.note(Self.content(100), id: 5, among: 3)
        #expect(contents.id(of: Self.content(100), among: 4) == nil)
    }

    @Test(arguments: [0, 20, 50, 99]) func oneThatDiffersInAnyOctetIsAnother(position: Int) {
        var contents = RepeatedContents()
        contents.note(Self.content(100), id: 5, among: 3)
        #expect(contents.id(of: Self.content(100, marked: position), among: 3) == nil)
        #expect(contents.id(of: Self.content(101), among: 3) == nil)
    }

    @Test func theLastOfTwoInOnePlaceIsKept() {
        var contents = RepeatedContents()
        contents.note(Self.content(100, marked: 20), id: 5, among: 3)
        contents.note(Self.content(100, marked: 21), id: 6, among: 3)
        #expect(contents.id(of: Self.content(100, marked: 20), among: 3) == nil)
        #expect(contents.id(of: Self.content(100, marked: 21), among: 3) == 6)
    }

    @Test func aLargeOneIsNotKept() {
        var contents = RepeatedContents()
        contents.note(Self.content(8193), id: 5, among: 3)
        #expect(contents.id(of: Self.content(8193), among: 3) == nil)
    }
}
