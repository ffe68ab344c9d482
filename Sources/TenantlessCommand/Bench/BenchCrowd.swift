// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Transport
import Wire

/// Users who sign in at a tenant and each hold an engine socket open, for `ci/bench tenant`.
///
/// It prints the first user's cookies, then how many sockets are open, and holds them until it is interrupted.
struct BenchCrowd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-crowd", abstract: "Signed-in users for ci/bench; not for use.", shouldDisplay: false)

    /// So many handshakes at once fit into the listener's backlog.
    private static let width = 32

    @Option(help: "The tenant's port on this machine.")
    var port: Int

    @Option(help: "The private key for JWT logins, as PEM.")
    var signingKey: String

    @Option(help: "How many users sign in, each with a socket.")
    var users = 1

    func run() async throws {
        let login = try BenchLogin(
            endpoint: Endpoint(host: "tenant.localhost", port: port), signingKeyPEM: try TextFile.read(signingKey),
            dialer: Dialer(tls: try ClientTLS()))
        let sockets = try await open(login)
        await Interruption.wait(telling: "cookie \(sockets[0].cookies)\nopen \(sockets.count)\n")
        for member in sockets { await member.socket.drop() }
    }

    private func open(_ login: BenchLogin) async throws -> [BenchLogin.Member] {
        try await withThrowingTaskGroup(of: BenchLogin.Member.self) { group in
            var members: [BenchLogin.Member] = []
            for number in 0..<users {
                if number >= Self.width, let member = try await group.next() { members.append(member) }
                group.addTask { try await login.join("user-\(number)") }
            }
            for try await member in group { members.append(member) }
            return members
        }
    }
}
