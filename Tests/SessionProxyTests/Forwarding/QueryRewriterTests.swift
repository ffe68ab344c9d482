// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing

@testable import SessionProxy

@Suite struct QueryRewriterTests {
    private func rewritten(_ target: String, _ value: String? = "v") -> String {
        Array(target.utf8).withUnsafeBytes {
            let parameter = QueryRewriter.Parameter(name: "key", value: value, isAppended: true)
            return String(decoding: QueryRewriter.rewrite($0, [parameter]), as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("/a", "/a?key=v"), ("/a?", "/a?key=v"), ("/a?b", "/a?b&key=v"), ("/a?b&", "/a?b&key=v"),
        ("/a?key=x", "/a?key=v"), ("/a?key", "/a?key=v"), ("/a?b&key=x&&c=%2F", "/a?b&key=v&&c=%2F"),
        ("/a?key=1&KEY=2&k%65y=3&z", "/a?key=v&z"), ("/a?keys=1", "/a?keys=1&key=v"),
        ("/a?x=key=1", "/a?x=key=1&key=v"), ("/a?x=?key=1", "/a?x=?key=1&key=v"),
    ])
    func parameterStandsExactlyOnce(target: String, expected: String) { #expect(rewritten(target) == expected) }

    @Test func unknownValueRemovesWhatTheBrowserSent() {
        #expect(rewritten("/a?x&key=1&y", nil) == "/a?x&y")
        #expect(rewritten("/a?x", nil) == "/a?x")
    }

    @Test func onlyWholeOriginsAtTheStartOfAStringAreLinks() {
        let origins = TenantOrigins(
            authority: "t.example", port: 443, aliases: ["alias.example"], publicOrigin: "https://proxy.test")
        func rewrite(_ text: String) -> String? {
            origins.rewriteLinks(in: ByteBuffer(string: text)).map { String(buffer: $0) }
        }
        #expect(
            rewrite(#"{"a":"https://t.example:443/x","b":"HTTPS://T.Example"}"#)
                == #"{"a":"https://proxy.test/x","b":"https://proxy.test"}"#)
        #expect(rewrite(#"["wss://alias.example/app/1"]"#) == #"["wss://proxy.test/app/1"]"#)
        for text in [
            #"["https://t.example.evil/x"]"#, #"["https://t.example:8443/"]"#, #"["x https://t.example/"]"#,
            #"["https://u@t.example/"]"#, #"["t.example"]"#, "{}", "",
        ] { #expect(rewrite(text) == nil, "\(text)") }
    }
}
