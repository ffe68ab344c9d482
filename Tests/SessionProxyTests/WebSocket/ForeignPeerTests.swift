// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
import Testing
import Transport

/// WebSocket libraries written by others meet through the proxy, each with each.
@Suite(.enabled(if: ForeignPeer.areInstalled, "\(ForeignPeer.absence)"))
struct ForeignPeerTests {
    @Test(arguments: ForeignPeer.all, ForeignPeer.all)
    func aForeignClientGetsWhatItAsksOfAForeignServer(client: ForeignPeer, server: ForeignPeer) async throws {
        try await server.serve { port in
            try await PathRig.with(settings: { $0.tenant = Endpoint(host: "127.0.0.1", port: port) }) { rig in
                let (_, cookie) = try rig.control.signIn("ana")
                let asked = try await client.ask("ws://127.0.0.1:\(rig.server.port)", PathRig.origin, cookie)
                print(asked.output.split(separator: "\n").map { "\(client.name), \(server.name): \($0)\n" }.joined())
                #expect(asked.status == 0)
                #expect(!asked.output.contains("FAILED"))
            }
        }
    }
}
