// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import Links

@Suite("Links and names between a tenant and a recorder") struct TenantMappingTests {
    private let mapping = TenantMapping(
        tenant: "acme.eu.example.com",
        local: "tenant.localhost:4400")

    private static let links = [
        ("https://acme.eu.example.com/a?b", "https://tenant.localhost:4400/a?b"),
        ("wss://acme.eu.example.com", "wss://tenant.localhost:4400"),
        (#"{"href":"https:\/\/acme.eu.example.com\/a"}"#, #"{"href":"https:\/\/tenant.localhost:4400\/a"}"#),
        ("r=https%3A%2F%2Facme.eu.example.com%2Fa", "r=https%3A%2F%2Ftenant.localhost:4400%2Fa"),
        (
            "<https://acme.eu.example.com/1>, <https://acme.eu.example.com/2>",
            "<https://tenant.localhost:4400/1>, <https://tenant.localhost:4400/2>"
        ),
    ]
    private static let others = [
        "https://acme.eu.example.com.evil.test/", "https://acme.eu.example.com:8443/", "https://xacme.eu.example.com/",
        "acme.eu.example.com", "/acme.eu.example.com", "", "//", "https://acme.eu.example.co",
    ]

    @Test(arguments: links)
    func linksToTheTenantLeadHere(link: String, mapped: String) {
        var head = ResponseHead(status: 302, headers: ["Location": link])
        mapping.map(&head)
        #expect(head.headers.first("Location") == mapped)
    }

    @Test(arguments: others)
    func otherTextStays(text: String) {
        var head = ResponseHead(status: 200, headers: ["Location": text])
        mapping.map(&head)
        #expect(head.headers.first("Location") == text)
    }

    @Test(arguments: [1, 2, 5, 1000])
    func linksAreFoundAcrossPiecesAndNothingIsLost(size: Int) {
        let text = (Self.links.map(\.0) + Self.others).joined(separator: " ")
        let wanted = (Self.links.map(\.1) + Self.others).joined(separator: " ")
        var rewriter = AuthorityRewriter(from: "acme.eu.example.com", to: "tenant.localhost:4400")
        var result = ByteBuffer()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            result.writeImmutableBuffer(
                rewriter.pass(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)])))
        }
        result.writeImmutableBuffer(rewriter.finish())
        #expect(String(buffer: result) == wanted)
    }

    @Test func requestsAreAddressedToTheTenantAndAskForNoCompression() {
        var head = RequestHead(
            method: "GET", target: "/login?r=https://tenant.localhost:4400/a",
            headers: [
                "host": "tenant.localhost:4400", "Origin": "https://tenant.localhost:4400",
                "Referer": "https://proxy.example/x", "Accept-Encoding": "gzip, br",
                "Sec-WebSocket-Extensions": "permessage-deflate",
            ])
        mapping.map(&head)
        #expect(head.target == "/login?r=https://acme.eu.example.com/a")
        #expect(
            head.headers == [
                "host": "acme.eu.example.com", "Origin": "https://acme.eu.example.com",
                "Referer": "https://proxy.example/x", "Accept-Encoding": "identity",
            ])
    }

    @Test func aCookiesDomainIsMappedOnlyIfItIsTheTenants() {
        for (line, mapped) in [
            ("a=1; Path=/; Domain=acme.eu.example.com; Secure", "a=1; Path=/; Domain=tenant.localhost; Secure"),
            ("a=1; domain=.eu.example.com", "a=1; domain=tenant.localhost"),
            ("a=1; Domain=other.example.com", "a=1; Domain=other.example.com"),
            ("a=Domain=acme.eu.example.com", "a=Domain=acme.eu.example.com"),
        ] {
            var head = ResponseHead(status: 200, headers: ["Set-Cookie": line])
            mapping.map(&head)
            #expect(head.headers.first("Set-Cookie") == mapped)
        }
    }
}
