// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// One connection through a link that carries bytes.
struct ByteSession: Sendable {
    let client: any ByteConnection
    let dial: @Sendable () async throws -> any ByteConnection
    let faults: FaultSwitch

    /// Carries both ways until both have ended.
    func run() async {
        let server: any ByteConnection
        do {
            server = try await dial()
        } catch {
            // Nobody answers at the far end: the near end learns it as it would without a link, by a failed connection.
            return await client.reset()
        }
        await carry(to: server)
    }

    /// Carries both ways between the client and a connection that stands.
    func carry(to server: any ByteConnection) async {
        let ending = SessionEnding()
        let up = FaultyPipe(source: client, sink: server, direction: .toServer, faults: faults, ending: ending)
        let down = FaultyPipe(source: server, sink: client, direction: .toClient, faults: faults, ending: ending)
        async let sent = up.run()
        async let received = down.run()
        _ = await (sent, received)
        await server.close()
        await client.close()
    }
}
