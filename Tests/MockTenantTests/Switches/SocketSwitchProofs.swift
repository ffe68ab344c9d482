// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    private static let app = "/app/\(TenantApp.sales.id)"

    static let sockets = [
        SwitchProof(
            "socket-csrf",
            [
                ("query-or-header", "header opened, query opened, none 403"),
                ("query", "header 403, query opened, none 403"),
                ("off", "header opened, query opened, none opened"),
            ]
        ) { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let header = try await browser.open(app, ["qlik-csrf-token": token]).summary
            let query = try await browser.open("\(app)?qlik-csrf-token=\(token)").summary
            return "header \(header), query \(query), none \(try await browser.open(app).summary)"
        },
        SwitchProof("socket-refusals", [("status", "401 403"), ("close-frame", "4006 4203")]) { harness in
            let nobody = try await CookieBrowser(harness: harness).open(app).refusal
            return "\(nobody) \(try await harness.signIn().open(app).refusal)"
        },
        .flag("accepts-web-integration-header-on-sockets", on: "opened", off: "403", isOn: false) { harness in
            let browser = try await harness.signIn()
            return try await browser.open(
                "\(app)?qlik-csrf-token=\(try await browser.token())",
                ["Origin": "https://portal.example", "qlik-web-integration-id": "listed"]
            ).summary
        },
        .flag("accepts-socket-compression", on: "agreed, marked 4", off: "none, marked 0", isOn: false) { harness in
            let browser = try await harness.signIn()
            let target = "\(app)?qlik-csrf-token=\(try await browser.token())"
            let offer: HeaderList = ["Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"]
            guard case .opened(let socket, let head) = try await browser.open(target, offer),
                case .frame(let frame) = try await socket.receive()
            else { return "refused" }
            let line = head.headers.first("Sec-WebSocket-Extensions")
            return "\(line == "permessage-deflate" ? "agreed" : line ?? "none"), marked \(frame.reserved)"
        },
        SwitchProof("engine-idle-seconds", [("0", "open"), ("1200", "4001")]) { harness in
            let browser = try await harness.signIn()
            let socket = try await browser.socket()
            _ = try await socket.text()
            harness.clock.advance(by: .seconds(1300))
            // The close frame comes by itself, so it is waited for; the echo shows a socket that lives.
            if harness.tenant.switches.engineIdleSeconds > 0 {
                return try await socket.closing()?.code.map { String($0.rawValue) } ?? "none"
            }
            try await socket.send(text: "still here")
            return try await socket.text() == "still here" ? "open" : "changed"
        },
        SwitchProof("plain-app-status", [("400", "400"), ("426", "426")]) { harness in
            try await harness.signIn().send("GET", app).status
        },
    ]
}
