// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import Cassettes

@Suite struct SecretFieldsTests {
    private let fields = SecretFields(RedactionRules(headers: ["x-house-key", String(repeating: "long-", count: 20)]))

    @Test(arguments: [
        ("Cookie", SecretField.cookie), ("COOKIE", .cookie), ("set-Cookie", .setCookie),
        ("Authorization", .authorization), ("proxy-authorization", .authorization), ("Location", .location),
        ("Referer", .location), ("Content-Location", .location), ("qlik-csrf-token", .value), ("X-House-Key", .value),
        (String(repeating: "Long-", count: 20), .value),
    ]) func namesAreKnownInAnyCase(name: String, kind: SecretField) {
        #expect(fields.kind(of: name) == kind)
    }

    /// The first letter and the length of `Cookie` and of `Referer`, and what is none of these at all.
    @Test(arguments: ["Custom", "Refresh", "", "#ookie", "Content-Type", String(repeating: "long_", count: 20)])
    func otherNamesAreNot(name: String) {
        #expect(fields.kind(of: name) == nil)
    }

    @Test func onlyTellingLinesOfAHeadAreTold() {
        let head = RequestHead(method: "GET", target: "/a", headers: ["Host": "t", "Accept": "*/*"])
        #expect(fields.clues(in: RecordedOpening(authority: "t", head: head)).isEmpty)
        let telling = RequestHead(method: "GET", target: "/a?b", headers: ["Host": "t", "Cookie": "c"])
        #expect(fields.clues(in: RecordedOpening(authority: "t", user: "ana", head: telling)).count == 3)
        #expect(fields.clues(in: ResponseHead(status: 200, headers: ["Date": "x", "Set-Cookie": "c"])).count == 1)
    }
}
