// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

@Suite struct RepetitionTests {
    @Test func goneTenantSessionIsRenewedAndTheRequestRepeatedOnce() async throws {
        try await PathRig.with(tenant: { received, writer in
            let isNew = received.head.headers.first("Cookie") == "eas.sid=renewed"
            try await writer.respond(isNew ? 200 : 401, [:], received.body)
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            rig.control.script.withLock { $0.renewal = .renewed }
            let headers: HeaderList = ["Cookie": cookie, "Origin": PathRig.origin]
            let answer = try await rig.send("POST", "/api/v1/x", headers, body: "keep me")
            #expect(answer.head.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == "keep me")
            #expect(rig.witness.received.count == 2)
            #expect(rig.witness.received.last?.head.headers.all("qlik-csrf-token") == ["token-renewed"])
        }
    }

    @Test func secondRefusalIsPassedOn() async throws {
        try await PathRig.with(tenant: { try await $1.respond(401, ["X-From": "tenant"], []) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            rig.control.script.withLock { $0.renewal = .renewed }
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(answer.head.status == 401)
            #expect(rig.witness.received.count == 2)
            #expect(rig.control.script.withLock { $0.renewals } == 1)
        }
    }

    @Test func refusedRenewalMeansSignedOutAndPassingTroubleDoesNot() async throws {
        try await PathRig.with(tenant: { try await $1.respond(401, [:], []) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen1 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen1 == 401)
            let trouble = ProxyError(.tenantUnreachable, source: .upstream, reason: "Told to.")
            rig.control.script.withLock { $0.renewal = .passing(trouble) }
            let seen2 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen2 == 502)
            #expect(rig.witness.received.count == 2)
        }
    }

    @Test func theTenantsOwnSignInIsNeverShown() async throws {
        try await PathRig.with(tenant: { received, writer in
            let host = received.head.headers.first("Host") ?? ""
            try await writer.respond(302, ["Location": "https://\(host)/login?returnto=%2Fsingle"], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            rig.control.script.withLock { $0.renewal = .renewed }
            let answer = try await rig.send("GET", "/single/?a", ["Cookie": cookie, "Sec-Fetch-Mode": "navigate"])
            #expect(answer.head.headers.first("Location") == "/login?returnto=%2Fsingle%2F%3Fa")
            #expect(rig.witness.received.count == 2)
        }
    }

    @Test func staleTokenIsReplacedAndTheRequestRepeatedOnce() async throws {
        let stale = Array(#"{"code":"CSRF-TOKEN-2","title":"Invalid CSRF token"}"#.utf8)
        try await PathRig.with(tenant: { received, writer in
            let isFresh = received.head.headers.first("qlik-csrf-token") == "token-2"
            if isFresh && received.head.method == "POST" {
                try await writer.respond(200, [:], received.body)
            } else {
                try await writer.respond(403, ["Content-Type": "application/json"], stale)
            }
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let headers: HeaderList = ["Cookie": cookie, "Origin": PathRig.origin]
            let answer = try await rig.send("POST", "/api/v1/x", headers, body: "same")
            #expect(String(decoding: answer.body, as: UTF8.self) == "same")
            let refused = try await rig.send("PUT", "/api/v1/x", headers, body: "x")
            #expect(refused.head.status == 403)
            #expect(refused.body == stale)
            #expect(rig.witness.received.map(\.head.method) == ["POST", "POST", "PUT", "PUT"])
        }
    }

    @Test func pooledConnectionThatDiedIsReplacedForSafeRequestsOnly() async throws {
        let served = Mutex<Set<Int>>([])
        try await PathRig.with(tenant: { received, writer in
            // Each connection serves one request and resets on the next.
            let isSecond = !served.withLock { $0.insert(received.connection).inserted }
            if isSecond { await writer.reset() } else { try await writer.respond(200, [:], []) }
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let headers: HeaderList = ["Host": "p", "Cookie": cookie, "Origin": PathRig.origin, "Content-Length": "0"]
            // One connection, so one event loop, so one pool.
            let browser = try await rig.connect()
            var statuses: [Int] = []
            for method in ["GET", "GET", "POST"] {
                try await browser.send(RequestHead(method: method, target: "/api", version: .http11, headers: headers))
                statuses.append(try await browser.readResponse(to: method).head.status)
            }
            await browser.close()
            #expect(statuses == [200, 200, 502])
            #expect(rig.witness.received.filter { $0.head.method == "POST" }.count == 1)
        }
    }
}
