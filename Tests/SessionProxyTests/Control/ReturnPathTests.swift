// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

@Suite struct ReturnPathTests {
    @Test(arguments: [
        "/", "/report?x=1", "/a/b/?q=%2F%2Fevil.example", "/single/?appid=1&sheet=2", "/a#b", "/%C3%A9", "/a%20b",
    ])
    func aPathOnTheOwnOriginIsKept(_ path: String) throws {
        #expect(ReturnPath(try ControlStage.configuration()).accepted(path) == path)
        #expect(ReturnPath(try ControlStage.configuration()).accepted("https://proxy.localhost" + path).hasPrefix("/"))
    }

    @Test(arguments: [
        "", "report", "https://evil.example/", "http://proxy.localhost/", "//evil.example", "///evil.example",
        "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example", " /a",
        "/ a", "/a\r\nSet-Cookie: x=1", "/a\nb", "/a\u{0}", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "https://proxy.localhost@evil.example/", "https://proxy.localhost:443@evil.example/",
        "https://proxy.localhost.evil.example/", "https://evil-proxy.localhost/", "https://proxy.localhost:8443/",
        "https://proxy.localhost\\@evil.example/", "https:evil.example", "https:/evil.example", "//proxy.localhost/a",
        "/%2F%2Fevil.example", "/%2fevil.example", "/%5Cevil.example", "/%252F%252Fevil.example", "/%09/evil.example",
        "/%0d%0aevil", "/..//evil.example", "/a/../b", "/./a", "/%2e%2e/a", "/a//b", "/%", "/%zz", "/é",
        "/login", "/login?returnTo=/login", "/logout", "/login/callback?code=1", "mailto:a@b", "?x", "#x", "/%25252Fa",
    ])
    func whatIsDoubtfulBecomesHome(_ wanted: String) throws {
        #expect(ReturnPath(try ControlStage.configuration()).accepted(wanted) == "/")
    }

    @Test func anOverlongPathBecomesHome() throws {
        let path = "/" + String(repeating: "a", count: ReturnPath.limit)
        #expect(ReturnPath(try ControlStage.configuration()).accepted(path) == "/")
    }
}
