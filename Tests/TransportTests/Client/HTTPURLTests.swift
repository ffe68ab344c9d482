// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Transport

@Suite("URLs of back channels")
struct HTTPURLTests {
    @Test(arguments: [
        ("https://Tenant.localhost", "https", "tenant.localhost", 443, "/"),
        ("http://h:8080/a/b?c=d#e", "http", "h", 8080, "/a/b?c=d"),
        ("https://[::1]:9/x", "https", "::1", 9, "/x"),
        ("https://h?q", "https", "h", 443, "/?q"),
        ("https://h:/", "https", "h", 443, "/"),
    ])
    func partsAreSplit(text: String, scheme: String, host: String, port: Int, target: String) throws {
        #expect(try HTTPURL(text) == HTTPURL(scheme: scheme, host: host, port: port, target: target))
    }

    @Test(arguments: [
        "", "h/x", "ftp://h/", "https://", "https://u:p@h/", "https://u@h/", "https://h:0/", "https://h:65536/",
        "https://h:x/",
        "https://h/a b", "https://h/\u{1}", "https://[::1/", "https://[::1]x/", "https://a b/", "https://h\\x/",
    ])
    func whatIsNoURLIsRefused(text: String) {
        #expect(throws: URLProblem.self) { try HTTPURL(text) }
    }

    @Test func defaultPortIsNotSpelt() throws {
        #expect(try HTTPURL("https://h:443/").origin == "https://h")
        #expect(try HTTPURL("http://h:443/").origin == "http://h:443")
        #expect(try HTTPURL("http://[::1]:80/x").authority == "[::1]")
    }

    @Test func problemDoesNotRepeatTheText() {
        do {
            _ = try HTTPURL("https://user:secret@h/")
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("secret"))
        }
    }
}
