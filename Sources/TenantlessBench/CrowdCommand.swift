// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Terminal
import Transport
import Wire

/// Users who sign in at a tenant and each hold an engine socket open.
///
/// It prints the first user's cookies, then how many sockets are open, and holds them until it is interrupted.
struct CrowdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowd", abstract: "Users who sign in at a tenant and each hold a socket open.")

    /// So many handshakes at once fit into the listener's backlog.
    private static let width = 32

    @Option(help: "The tenant's port on this machine.")
    var port: Int

    @Option(help: "The private key that `tenantless serve tenant` has written, as PEM.")
    var signingKey: String

    @Option(help: "How many users sign in, each with a socket.")
    var users = 1

    func run() async throws {
        let login = try TenantLogin(
            endpoint: Endpoint(host: "tenant.localhost", port: port), signingKeyPEM: try TextFile.read(signingKey),
            dialer: Dialer(tls: try ClientTLS()))
        let sockets = try await open(login)
        await Interruption.wait(telling: "cookie \(sockets[0].cookies)\nopen \(sockets.count)\n")
        for member in sockets { await member.socket.drop() }
    }

    private func open(_ login: TenantLogin) async throws -> [TenantLogin.Member] {
        try await withThrowingTaskGroup(of: TenantLogin.Member.self) { group in
            var members: [TenantLogin.Member] = []
            for number in 0..<users {
                if number >= Self.width, let member = try await group.next() { members.append(member) }
                group.addTask { try await login.join("user-\(number)") }
            }
            for try await member in group { members.append(member) }
            return members
        }
    }
}
