// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Testing
import Transport
import Wire

@testable import SessionProxy

/// A whole proxy whose metrics are collected.
@Suite struct MetricsServerTests {
    /// A proxy of a stage, with a listener for metrics.
    private func with(_ body: (ControlStage, SessionProxyServer) async throws -> Void) async throws {
        let stage = try ControlStage { $0.metricsListen = Endpoint(host: "127.0.0.1", port: 0) }
        let server = try await SessionProxyServer.start(stage.configuration, components: stage.keeper.components)
        do {
            try await body(stage, server)
        } catch {
            await server.stop(gracePeriod: .zero)
            throw error
        }
        await server.stop(gracePeriod: .zero)
    }

    private func get(
        _ target: String, at port: Int?, _ method: String = "GET", _ headers: HeaderList = [:]
    ) async throws -> BrowserResponse {
        let endpoint = Endpoint(host: "127.0.0.1", port: try #require(port))
        let browser = try await BrowserConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
        var all: HeaderList = ["Host": "any.example"]
        all.append(contentsOf: headers)
        try await browser.send(RequestHead(method: method, target: target, version: .http11, headers: all))
        let answer = try await browser.readResponse(to: method)
        await browser.close()
        return answer
    }

    private func scrape(_ server: SessionProxyServer) async throws -> (Exposition, String) {
        let answer = try await get("/metrics", at: server.metricsPort)
        #expect(answer.head.status == 200)
        #expect(answer.head.headers.first("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let text = String(decoding: answer.body, as: UTF8.self)
        return (try Exposition(text), text)
    }

    /// Signs ana in by way of the wire; gives her cookie.
    private func signIn(_ stage: ControlStage, _ server: SessionProxyServer) async throws -> String {
        let navigation: HeaderList = ["Accept": "text/html"]
        let begun = try await get("/login", at: server.port, "GET", navigation)
        let query = RequestTarget(try #require(begun.head.headers.first("Location"))).queryItems
        func parameter(_ name: String) throws -> String { try #require(query.first { $0.name == name }).value }
        let claims = stage.claims(sub: "ana", nonce: try parameter("nonce"))
        stage.world.change { $0.claims = claims }
        let login = try #require(begun.head.headers.first("Set-Cookie")).prefix { $0 != ";" }
        let finished = try await get(
            "/login/callback?code=code-canary&state=\(try parameter("state"))", at: server.port, "GET",
            ["Accept": "text/html", "Cookie": String(login)])
        let cookies = finished.head.headers.all("Set-Cookie").map { String($0.prefix { $0 != ";" }) }
        return try #require(cookies.first { $0.hasPrefix("__Host-session=") })
    }

    @Test func aScrapeSaysWhatHappened() async throws {
        try await with { stage, server in
            let (before, _) = try await scrape(server)
            #expect(before.sum("tenantless_requests_total") == 0)
            #expect(before.sum("tenantless_sign_ins_started_total") == 0)
            let age = try Double(stage.clock.timeSource.now()) / 1000 - #require(before["process_start_time_seconds"])
            #expect(age >= 0 && age < 60)
            let cookie = try await signIn(stage, server)
            _ = try await get("/login/callback?code=c&state=forged", at: server.port)
            _ = try await get("/session", at: server.port, "GET", ["Cookie": cookie])
            _ = try await get("/api/v1/items", at: server.port)
            let (after, text) = try await scrape(server)
            #expect(after[#"tenantless_requests_total{route="own",method="safe",status="3xx"}"#] == 2)
            #expect(after[#"tenantless_requests_total{route="own",method="safe",status="2xx"}"#] == 1)
            #expect(after[#"tenantless_requests_total{route="api",method="safe",status="4xx"}"#] == 1)
            #expect(after[#"tenantless_refusals_total{reason="notSignedIn"}"#] == 1)
            #expect(after["tenantless_sign_ins_started_total"] == 1)
            #expect(after["tenantless_sign_ins_finished_total"] == 1)
            #expect(after[#"tenantless_sign_ins_failed_total{reason="badSignIn"}"#] == 1)
            #expect(after["tenantless_sessions"] == 1)
            #expect(after[#"tenantless_store_operation_seconds_count{operation="create"}"#] == 1)
            #expect(after[#"tenantless_answer_seconds_count{route="own"}"#] == 4)
            for secret in ["canary", "ana", cookie, "token-"] { #expect(!text.contains(secret)) }
            #if os(Linux)
                #expect(try #require(after["process_resident_memory_bytes"]) > 1_000_000)
                #expect(after["process_cpu_seconds_total"] != nil)
            #endif
        }
    }

    @Test func seriesAreThereBeforeAnythingHappensAndNoneIsAddedByRequests() async throws {
        try await with { _, server in
            let (before, _) = try await scrape(server)
            for path in ["/api/a?secret", "/api/b", "/nobody/knows", "/app/x"] {
                _ = try await get(path, at: server.port)
            }
            let (after, _) = try await scrape(server)
            #expect(Set(before.values.keys) == Set(after.values.keys))
            #expect(before.types == after.types)
        }
    }

    @Test func nothingElseIsServedBesideTheMetricsAndNoMetricsBesideThePages() async throws {
        try await with { _, server in
            for (method, target) in [("GET", "/"), ("GET", "/session"), ("GET", "/api/v1/items"), ("POST", "/metrics")]
            {
                #expect(try await get(target, at: server.metricsPort, method).head.status == 404)
            }
            #expect(try await get("/metrics", at: server.metricsPort, "HEAD").head.status == 200)
            let page = try await get("/metrics", at: server.port)
            #expect(!String(decoding: page.body, as: UTF8.self).contains("tenantless_"))
        }
    }

    @Test func withoutASettingThereIsNoListener() async throws {
        let stage = try ControlStage()
        let server = try await SessionProxyServer.start(stage.configuration, components: stage.keeper.components)
        #expect(server.metricsPort == nil)
        #expect(try Exposition(await server.metrics())["tenantless_sessions"] == 0)
        await server.stop(gracePeriod: .zero)
    }

    @Test func aPortThatIsTakenStopsTheStart() async throws {
        try await with { stage, server in
            var configuration = stage.configuration
            configuration.metricsListen = Endpoint(host: "127.0.0.1", port: server.port)
            let components = stage.keeper.components
            await #expect(throws: (any Error).self) {
                _ = try await SessionProxyServer.start(configuration, components: components)
            }
        }
    }
}
