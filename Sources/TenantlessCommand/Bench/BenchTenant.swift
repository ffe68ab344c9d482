// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import MockTenant
import Testbed
import Transport

/// The mock tenant on a given port with a given certificate, for `ci/bench tenant`; its witness is on, as always.
struct BenchTenant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-tenant", abstract: "The mock tenant for ci/bench; not for use.", shouldDisplay: false)

    @Option(help: "The port to listen on.")
    var port = 0

    @Option(help: "The certificate chain, as PEM.")
    var certificate: String

    @Option(help: "Its key, as PEM.")
    var key: String

    @Option(help: "The public key for JWT logins, as PEM.")
    var publicKey: String

    func run() async throws {
        var configuration = MockTenantConfiguration(
            identity: ServerIdentity(
                certificateChainPEM: try TextFile.read(certificate), privateKeyPEM: try TextFile.read(key)),
            keys: [
                TenantKey(
                    issuer: BenchLogin.issuer, keyID: BenchLogin.keyID, publicKeyPEM: try TextFile.read(publicKey))
            ])
        configuration.port = port
        let tenant = try await MockTenant.start(configuration)
        await Interruption.wait(telling: "listening \(tenant.port)\n")
        await tenant.stop()
    }
}
