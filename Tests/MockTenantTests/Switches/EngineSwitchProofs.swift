// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    /// The first thing that a quiet client hears: a ping, the end, or the echo of a text that it sends.
    private static func hears(_ harness: TenantHarness, waits: Bool) async throws -> String {
        let socket = try await harness.signIn().socket()
        _ = try await socket.text()
        if !waits { try await socket.send(text: "still here") }
        switch try await socket.receive() {
        case .frame(let frame): return frame.kind == .ping ? "ping" : "echo"
        case .closed: return "closed"
        case .lost: return "lost"
        }
    }

    static let engine = [
        SwitchProof("server-ping-milliseconds", [("30000", "echo"), ("20", "ping")]) { harness in
            try await hears(harness, waits: harness.tenant.switches.serverPingMilliseconds < 1000)
        },
        SwitchProof("silence-limit-milliseconds", [("60000", "echo"), ("20", "lost")]) { harness in
            try await hears(harness, waits: harness.tenant.switches.silenceLimitMilliseconds < 1000)
        },
        SwitchProof("idle-cut-milliseconds", [("0", "echo"), ("20", "lost")]) { harness in
            try await hears(harness, waits: harness.tenant.switches.idleCutMilliseconds > 0)
        },
        SwitchProof("fragment-bytes", [("0", "1"), ("16384", "3")]) { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            try await socket.send(text: #"{"id":1,"handle":-1,"method":"Echo","params":{"bytes":40000}}"#)
            var frames = 0
            while case .frame(let frame) = try await socket.receive() {
                frames += 1
                if frame.fin { break }
            }
            return String(frames)
        },
        SwitchProof("held-answer-milliseconds", [("0", "1 2"), ("60000", "1 3")]) { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            var order: [String] = []
            for id in 1...3 {
                try await socket.send(text: #"{"id":"\#(id)","handle":-1,"method":"EngineVersion","params":[]}"#)
            }
            for _ in 1...2 { order.append(try JSONValue.parse(try await socket.text())["id"]?.stringValue ?? "") }
            return order.joined(separator: " ")
        },
        SwitchProof(
            "session-state", [("", "SESSION_CREATED"), ("SESSION_ERROR_NO_LICENSE", "SESSION_ERROR_NO_LICENSE")]
        ) { harness in
            let greeting = try JSONValue.parse(try await harness.signIn().socket().text())
            return greeting["params"]?["qSessionState"]?.stringValue ?? ""
        },
    ]
}
