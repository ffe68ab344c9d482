// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

extension CookieBrowser {
    /// A modifying call with a fresh CSRF token and a JSON body.
    func call(
        _ method: String, _ target: String, _ json: JSONValue? = nil, _ more: HeaderList = [:]
    ) async throws -> BrowserResponse {
        var headers: HeaderList = ["qlik-csrf-token": try await token()]
        if json != nil { headers.append("Content-Type", "application/json") }
        headers.append(contentsOf: more)
        return try await send(method, target, headers, body: json.map { Array($0.serialized().utf8) } ?? [])
    }

    /// A call with a CSRF token and a body of bytes.
    func upload(
        _ method: String, _ target: String, _ more: HeaderList = [:], body: [UInt8]
    ) async throws -> BrowserResponse {
        var headers: HeaderList = ["qlik-csrf-token": try await token()]
        headers.append(contentsOf: more)
        return try await send(method, target, headers, body: body)
    }

    func json(_ target: String) async throws -> JSONValue {
        let answer = try await send("GET", target)
        try #require(answer.head.status == 200, "\(target) answered \(answer.head.status): \(answer.text)")
        return answer.json
    }
}

extension BrowserResponse {
    /// The code of the first error in the tenant's envelope.
    var code: String? { json["errors"]?[0]?["code"]?.stringValue }
    /// Whether the code says that no tenant was seen to use it.
    var isInvented: Bool { json["errors"]?[0]?["meta"]?["invented"] == true }

    func header(_ name: String) -> String? { head.headers.first(name) }
}

extension TenantHarness {
    /// The bodies that two users get from the same target, and whose marker each of them holds.
    func owners(of target: String) async throws -> [[String]] {
        var owners: [[String]] = []
        for name in ["ana", "ben"] {
            let body = try await signIn(name).send("GET", target)
            let text = String(decoding: body.body, as: UTF8.self)
            let markers = tenant.canaries().filter { $0.kind == .bodyMarker }
            owners.append(Array(Set(markers.filter { text.contains($0.value) }.map(\.owner))))
        }
        return owners
    }
}
