// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

/// Every vector of cookies-set-cookie.json.
struct SetCookieVectorTests {
    static let vectors = Vector.load("cookies-set-cookie.json")

    @Test(arguments: vectors)
    func lineIsReadAsTheVectorSays(_ vector: Vector) {
        let line = vector.json["input"]?.stringValue ?? ""
        #expect(SetCookieHeader.parse(line) == expected(vector))
    }

    @Test(arguments: vectors)
    func serializedHeaderIsReadAsTheSameHeader(_ vector: Vector) throws {
        guard let header = expected(vector), !(header.name.isEmpty && header.value.contains("=")) else { return }
        #expect(SetCookieHeader.parse(header.serialized()) == header)
    }

    private func expected(_ vector: Vector) -> SetCookieHeader? {
        guard vector.json["ignored"] == nil else { return nil }
        let expect = vector.expect
        return SetCookieHeader(
            name: expect["cookie"]?[0]?.stringValue ?? "", value: expect["cookie"]?[1]?.stringValue ?? "",
            domain: expect["domain"]?.stringValue, path: expect["path"]?.stringValue,
            expires: expect["expires"]?.intValue.map(Int64.init), maxAge: expect["maxAge"]?.intValue.map(Int64.init),
            secure: expect["secure"]?.boolValue ?? false, httpOnly: expect["httpOnly"]?.boolValue ?? false,
            sameSite: expect["sameSite"]?.stringValue.flatMap(SameSite.init(rawValue:)),
            partitioned: expect["partitioned"]?.boolValue ?? false)
    }
}

struct CookieHeaderTests {
    @Test func pairsKeepOrderRepetitionAndQuotes() {
        let header = CookieHeader.parse("a=1; b=\"x y\";a=2 ; c=d=e;; f")
        #expect(header.pairs.map(\.name) == ["a", "b", "a", "c", ""])
        #expect(header.pairs.map(\.value) == ["1", "\"x y\"", "2", "d=e", "f"])
        #expect(header.serialized == "a=1; b=\"x y\"; a=2; c=d=e; f")
        #expect(header.all("a") == ["1", "2"])
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ])
    func dateIsWrittenInThePreferredForm(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate.string(seconds) == text)
    }
}
