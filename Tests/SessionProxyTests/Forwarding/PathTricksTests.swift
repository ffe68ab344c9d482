// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

@Suite struct PathTricksTests {
    private func judge(_ target: String) -> PathTricks.Verdict {
        Array(target.utf8).withUnsafeBytes { PathTricks.judge(target: $0) }
    }

    private func route(_ path: String, isReading: Bool = true, isUpgrade: Bool = false) -> Route {
        Array(path.utf8).withUnsafeBytes {
            ForwardingRules().decide(path: $0, isReading: isReading, isUpgrade: isUpgrade)
        }
    }

    @Test(arguments: [
        "/", "/api/v1/users/me", "/app/%3Ftransient%3D", "/api/v1/a%2Fb", "/api/v1/a;b=c", "/api/v1/x?p=../..//",
        "/api/v1/...", "/api/v1/.x", "/api/v1//x", "/app/a%20b", "/api/v1/100%", "/api/v1/100%25", "/api/v1/a%253Fb",
        "/api/v1/a%2520b",
    ])
    func honestTargetPasses(target: String) { #expect(judge(target) == .clean) }

    @Test(arguments: [
        "/..", "/api/..", "/api/../x", "/api/./x", "/api/%2e%2e/x", "/api/%2E./x", "/api/.%2e", "/api/..;a=b/x",
        "/api/a%2f..%2fb", "/api/a%5c..", "/api\\x", "//evil", "//evil/x", "/%2fapi", "/api%2fv1", "/%61pi/v1",
        "/api;a=b/v1", "/api/v1/%00", "/api%00/x",
    ])
    func trickIsRefused(target: String) { #expect(judge(target) == .tricky) }

    @Test(arguments: [
        "/resources/%252e%252e/login", "/resources/%252E%252E/x", "/resources/.%252e/x", "/resources/a%252fb",
        "/resources/a%252Fb", "/resources/a%255cb", "/resources/a%255Cb", "/resources/%25252e%25252e/x",
        "/resources/%2525252e/x", "/resources/%25%32%65/x", "/resources/%%32%65/x", "/resources/%2500",
        "/api/v1/%2525252525252541",
    ])
    func trickThatShowsOnlyAfterDecodingTwiceIsRefused(target: String) { #expect(judge(target) == .tricky) }

    @Test(arguments: ["", "*", "http://evil/", "@evil/", "api", "/a b", "/a#b", "/é", "/a\tb", "/\u{7f}"])
    func otherFormIsMalformed(target: String) { #expect(judge(target) == .malformed) }

    @Test func rulesSendEachPathItsWay() {
        #expect(route("/") == .own)
        #expect(route("/login") == .own)
        #expect(route("/login/jwt-session") == .deny)
        #expect(route("/api/v1/users/me") == .forward(.api))
        #expect(route("/apix") == .forward(.page))
        #expect(route("/apix", isReading: false) == .deny)
        #expect(route("/resources/a.css") == .forward(.asset))
        #expect(route("/resources/a.css", isReading: false) == .deny)
        #expect(route("/single/") == .forward(.page))
        #expect(route("/app/x", isUpgrade: true) == .relay)
        #expect(route("/api/v1/x", isUpgrade: true) == .deny)
        #expect(route("/login", isUpgrade: true) == .deny)
    }
}
