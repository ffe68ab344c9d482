// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Testbed

/// What the judge reads behind a content coding; the bytes were made with Python's zlib.
@Suite struct ContentDecodingTests {
    private static let text = #"{"cookie":"eas-0123456789abcdef"}"#
    private static let gzip =
        "1f8b0800000000000203ab564acecfcfce4c55b2524a4d2cd63530343236313533b7b04c4c4a4e494d53aa0500ab3ebffb21000000"
    private static let zlib = "789cab564acecfcfce4c55b2524a4d2cd63530343236313533b7b04c4c4a4e494d53aa0500ac7d09fd"
    private static let bare = "ab564acecfcfce4c55b2524a4d2cd63530343236313533b7b04c4c4a4e494d53aa0500"

    @Test(arguments: [("gzip", gzip), ("X-GZIP", gzip), ("deflate", zlib), ("deflate", bare)])
    func contentIsReadInEachCoding(_ coding: String, _ hex: String) {
        #expect(Self.decode(hex, [coding]) == Self.text)
    }

    @Test func codingsAreUndoneFromTheLastOneApplied() {
        #expect(Self.decode(Self.gzip, ["identity", "gzip", "identity"]) == Self.text)
    }

    @Test(arguments: [[], ["identity"], ["br"], ["gzip", "zstd"]])
    func withoutACodingThatIsUnderstoodThereIsNothing(_ codings: [String]) {
        #expect(Self.decode(Self.gzip, codings) == nil)
    }

    @Test func aBodyThatBreaksOffGivesWhatCameBefore() {
        let half = Self.decode(String(Self.gzip.prefix(60)), ["gzip"]) ?? ""
        #expect(!half.isEmpty && Self.text.hasPrefix(half))
    }

    @Test func noMoreThanTheLimitIsInflated() {
        #expect(ContentDecoding.decode(Self.bytes(Self.gzip), codings: ["gzip"], limit: 10)?.count == 10)
    }

    private static func decode(_ hex: String, _ codings: [String]) -> String? {
        ContentDecoding.decode(bytes(hex), codings: codings).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
