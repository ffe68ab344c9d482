// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Wire

struct Base64Tests {
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func vectorsOfTheStandardGoBothWays(_ text: String, _ encoded: String) {
        // RFC 4648 §10
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
        let bare = String(encoded.prefix { $0 != "=" })
        #expect(Base64.encode(Array(text.utf8), urlSafe: true) == bare)
        #expect(Base64.decode(bare, urlSafe: true) == Array(text.utf8))
    }

    @Test func alphabetsAreKeptApart() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.encode([0xFB, 0xFF], urlSafe: true) == "-_8")
        #expect(Base64.decode("-_8=") == nil)
        #expect(Base64.decode("+/8", urlSafe: true) == nil)
    }

    @Test(arguments: ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "Zm9v\n", " Zm9v", "Zg==Zg==", "====", "Zm=v"])
    func textThatNoEncoderWritesIsRefused(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func digestsAreThoseOfTheStandard() {
        // RFC 3174 §7.3, and the lengths around a block's end.
        let abc = Base64.encode(SHA1.digest(Array("abc".utf8)))
        #expect(abc == "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(Base64.encode(SHA1.digest(Array(long.utf8))) == "hJg+RBw70m66rkqh+VEp5eVGcPE=")
        #expect(SHA1.digest([UInt8](repeating: 0, count: 64)).count == 20)
    }
}

struct PercentEncodingTests {
    @Test func reservedAndForeignOctetsAreEncoded() {
        #expect(PercentEncoding.encode("a-._~ /\u{E9}") == "a-._~%20%2F%C3%A9")
        #expect(PercentEncoding.decode("a%20%2f%C3%A9+") == "a /\u{E9}+")
    }

    @Test(arguments: ["%", "%4", "%zz", "%C3"])
    func brokenEscapeIsNoText(_ text: String) { #expect(PercentEncoding.decode(text) == nil) }

    @Test func formGoesBothWays() {
        let form = PercentEncoding.form([("a b", "1&2=3"), ("\u{E9}~*", "")])
        #expect(form == "a+b=1%262%3D3&%C3%A9%7E*=")
        let pairs = PercentEncoding.parseForm(form)
        #expect(pairs.map(\.0) == ["a b", "\u{E9}~*"])
        #expect(pairs.map(\.1) == ["1&2=3", ""])
    }

    @Test func targetIsSplitAtTheFirstQuestionMark() {
        let target = RequestTarget("/a%2F/../b?x=1&y=a+b?&x=%zz")
        #expect(target.path == "/a%2F/../b")
        #expect(target.query == "x=1&y=a+b?&x=%zz")
        #expect(target.queryItems.map(\.value) == ["1", "a b?", "%zz"])
        #expect(target.description == "/a%2F/../b?x=1&y=a+b?&x=%zz")
        #expect(RequestTarget("/?").query == "")
        #expect(RequestTarget("/").query == nil)
    }
}

struct MarkupTests {
    @Test(
        arguments: [
            (#"<a href="x">Tom & Jerry's</a>"#, "&lt;a href=&quot;x&quot;&gt;Tom &amp; Jerry&#39;s&lt;/a&gt;"),
            // One letter to Swift each: a mark before, and a mark behind.
            ("\u{0600}<script\u{0600}>", "\u{0600}&lt;script\u{0600}&gt;"), ("\"\u{301}", "&quot;\u{301}"),
            ("a\tb\r\nc\u{0}\u{85}\u{FFFE}d", "a\tb\r\nc\u{FFFD}\u{FFFD}\u{FFFD}d"), ("ä €😀", "ä €😀"), ("", ""),
        ])
    func textStaysText(_ text: String, _ markup: String) {
        #expect(text.inMarkup.unicodeScalars.elementsEqual(markup.unicodeScalars))
    }
}

struct RedactionTests {
    @Test func secretsLeaveOnlyFingerprints() {
        let mark = "<\(Redaction.fingerprint("s3cret"))>"
        let headers: HeaderList = [
            "Cookie": "a=s3cret; b=s3cret", "set-cookie": "a=s3cret; Path=/; Secure", "Authorization": "Bearer s3cret",
            "Qlik-Csrf-Token": "s3cret", "Location": "https://x/cb?code=s3cret&a=1&state=s3cret", "Accept": "text/html",
        ]
        let expected = [
            "a=\(mark); b=\(mark)", "a=\(mark); Path=/; Secure", "Bearer \(mark)", mark,
            "https://x/cb?code=\(mark)&a=1&state=\(mark)", "text/html",
        ]
        #expect(Redaction.headers(headers).map(\.value) == expected)
        #expect(Redaction.fingerprint("s3cret").utf8.count == 8)
    }
}
