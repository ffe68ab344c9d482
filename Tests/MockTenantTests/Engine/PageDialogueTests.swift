// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// What a page with the tenant's own scripts says on the wire: contract §6.1.
@Suite struct PageDialogueTests {
    @Test("§6.1.2 §6.1.3 a page loads its scripts, opens an app, shows an object and applies a theme")
    func pageShowsAnObject() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let page = try await browser.send("GET", "/single/?appid=\(TenantApp.sales.id)")
            let scripts = page.text.matches(of: #/<script src="([^"]*)"/#).map { String($0.1) }
            for script in scripts + ["/resources/js/qlik.js"] {
                let answer = try await harness.send("GET", script)
                #expect(answer.head.status == 200 && answer.header("Content-Type") == "application/javascript")
            }
            let address = PercentEncoding.encode("\(harness.tenant.origin)/sense/app/\(TenantApp.sales.id)")
            let target = "/app/\(TenantApp.sales.id)?reloadUri=\(address)&qlik-csrf-token=\(try await browser.token())"
            let opened = try await browser.open(target, ["Origin": harness.tenant.origin])
            guard case .opened(let socket, _) = opened else { throw CancellationError() }
            #expect(try await socket.text().contains("OnConnected"))
            let doc = try await socket.answer(
                to: request(1, -1, "OpenDoc", [.string(TenantApp.sales.id), "", "", "", false]))
            let handle = try #require(doc["result"]?["qReturn"]?["qHandle"]?.intValue)
            let object = try await socket.answer(to: request(2, handle, "GetObject", ["table-sales"]))
            let shown = try #require(object["result"]?["qReturn"]?["qHandle"]?.intValue)
            let layout = try await socket.answer(to: request(3, shown, "GetLayout", []))["result"]?["qLayout"]
            #expect(layout?["qHyperCube"]?["qDataPages"]?[0]?["qMatrix"]?.texts.first?.first == "North")
            let theme = try await browser.json("/api/v1/themes/plain/file/theme.json")
            #expect(theme["color"] == "#333333" && theme["fontFamily"] == "sans-serif")
        }
    }

    private func request(_ id: Int, _ handle: Int, _ method: String, _ params: JSONValue) -> String {
        JSONValue.object([
            ("jsonrpc", "2.0"), ("id", .int(id)), ("handle", .int(handle)), ("method", .string(method)),
            ("params", params),
        ]).serialized()
    }
}
