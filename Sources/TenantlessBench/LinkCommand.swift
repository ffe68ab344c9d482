// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Links
import Terminal
import Transport

/// The recorder's link with nobody who listens in.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "The recorder's link, with nobody who listens in.")

    @Option(help: "The port to listen on; by default the system chooses.")
    var port = 0

    @Option(help: "The tenant's port on this machine.")
    var tenantPort: Int

    func run() async throws {
        let name = "tenant.localhost"
        let proxy = try await RecordingProxy.start(
            tenant: HTTPURL(scheme: "https", host: name, port: tenantPort), trust: try ClientTLS(),
            listen: Endpoint(host: "127.0.0.1", port: port), name: name,
            identity: try CertificateAuthority().issue(names: [name]), tap: nil)
        await Interruption.wait(telling: "listening \(proxy.local.port)\n")
        await proxy.stop()
    }
}
