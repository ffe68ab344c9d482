// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// An answer of an endpoint before it is written.
struct IdentityAnswer: Sendable {
    var status: Int
    var headers: HeaderList
    var body: [UInt8]

    init(_ status: Int, headers: HeaderList = HeaderList(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON document that nobody may store (RFC 6749 §5.1).
    static func json(_ document: JSONObject, status: Int = 200, isCacheable: Bool = false) -> IdentityAnswer {
        var headers = HeaderList([("Content-Type", "application/json")])
        if !isCacheable {
            headers.append("Cache-Control", "no-store")
            headers.append("Pragma", "no-cache")
        }
        return IdentityAnswer(status, headers: headers, body: document.octets)
    }

    /// A page for people.
    static func page(_ html: String, status: Int = 200) -> IdentityAnswer {
        let headers = HeaderList([("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
        return IdentityAnswer(status, headers: headers, body: Array(html.utf8))
    }

    /// Puts four megabytes of JSON string before the first member of a document.
    mutating func pad() {
        let padding = Array(#"{"padding":""#.utf8) + Array(repeating: UInt8(ascii: "x"), count: 4 << 20)
        body = padding + Array(#"","#.utf8) + body.dropFirst()
    }

    /// A redirect of the browser.
    static func redirect(to location: String, after method: String = "GET") -> IdentityAnswer {
        IdentityAnswer(
            method == "POST" ? 303 : 302, headers: HeaderList([("Location", location), ("Cache-Control", "no-store")]))
    }
}
