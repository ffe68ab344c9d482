// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import MockTenant
import Terminal
import Testbed
import Transport

/// Serves the mock tenant alone, for a proxy that is configured by hand.
struct ServeTenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Serves the mock tenant, for a proxy that you configure yourself.")

    @Option(help: ArgumentHelp("A public key to register for JWT logins, as PEM.", valueName: "file"))
    var publicKey: String?

    @Option(help: "The issuer of those JWTs.")
    var issuer = "tenantless-issuer"

    @Option(help: "The key id of those JWTs.")
    var keyID = "tenantless-key"

    @Option(help: ArgumentHelp("An origin that web integration \"tenantless\" admits.", valueName: "origin"))
    var webOrigin: [String] = []

    @OptionGroup var switches: TenantSwitchOptions

    @OptionGroup var control: ControlOptions

    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("An API key: a user of its own, without session and CSRF token.", valueName: "key"))
    var apiKey: [String] = []

    func run() async throws {
        let switches = try switches.read()
        let material = try data.material()
        let verificationKey = try publicKey.map(TextFile.read) ?? material.verificationKeyPEM
        let clock = ManualClock()
        var configuration = MockTenantConfiguration(
            identity: try material.authority.issue(names: ["tenant.localhost"]), time: clock.timeSource,
            keys: [TenantKey(issuer: issuer, keyID: keyID, publicKeyPEM: verificationKey)],
            webIntegrations: ["tenantless": webOrigin], data: material.tenantData, switches: switches)
        configuration.apiKeys = apiKey
        let tenant = try await MockTenant.start(configuration)
        var lines = [
            "tenantUri         \(tenant.origin)", "issuer            \(issuer)", "keyId             \(keyID)",
        ]
        if publicKey == nil {
            let keyFile = material.folder + "/signing-key.pem"
            try TextFile.write(material.signingKeyPEM, to: keyFile)
            lines.append("privateKey        \(keyFile)")
        }
        if !webOrigin.isEmpty { lines.append("webIntegrationId  tenantless") }
        lines.append("SSL_CERT_FILE     \(material.trustFile)")
        let control = try await control.start {
            try await ControlServer.start(ControlledParties(tenant: tenant, clock: clock))
        }
        lines += control?.card(width: 18) ?? []
        await Interruption.wait(telling: lines.joined(separator: "\n") + "\n")
        await control?.stop()
        await tenant.stop()
        withExtendedLifetime(material) {}
    }
}
