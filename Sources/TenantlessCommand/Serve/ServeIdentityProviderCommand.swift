// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import MockIdentityProvider
import Terminal
import Testbed
import Transport
import Wire

/// Serves the mock identity provider alone, for a relying party that is configured by hand.
struct ServeIdentityProviderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idp", abstract: "Serves the mock identity provider, for a relying party that you configure.",
        discussion: """
            Each first path segment is an issuer of its own. One named after a defect, such as defect-nonce-invalid, \
            always misbehaves in that way and is as the issuer "main" in everything else; `tenantless list --defects` \
            names them all. A person signs in on a page that lists the users; a harness adds login_as=NAME to the \
            authorize request, or sends the cookie idp_session=NAME.
            """)

    @Option(help: ArgumentHelp("Where sign-ins lead back to, exactly; may be repeated.", valueName: "url"))
    var redirectURI: [String] = ["https://proxy.localhost/login/callback"]

    @Option(help: ArgumentHelp("Where logout leads back to, exactly; may be repeated.", valueName: "url"))
    var postLogoutRedirectURI: [String] = ["https://proxy.localhost/"]

    @Option(
        help: ArgumentHelp(
            "Where logout tokens are posted when a session ends; https is trusted as SSL_CERT_FILE says.",
            valueName: "url"))
    var backChannelLogoutURI: String?

    @Option(help: "The client id of the relying party.")
    var clientID = "tenantless-proxy"

    @Option(help: "Its secret.")
    var clientSecret = "tenantless-secret"

    @Option(name: .customLong("user"), help: "A user who can sign in; may be repeated.")
    var users: [String] = ["ana", "ben"]

    @Option(help: "The host name in issuer URLs, which must lead to this machine's loopback.")
    var host = "idp.localhost"

    @Option(help: "The port; 0 lets the system choose.")
    var port = 0

    @OptionGroup var control: ControlOptions

    func run() async throws {
        let material = try RunMaterial()
        let clock = ManualClock()
        let provider = try await MockIdentityProvider.start(
            MockIdentityProviderConfiguration(
                host: host, identity: try material.authority.issue(names: [host]), port: port,
                time: clock.timeSource, backChannelTLS: try ClientTLS()))
        provider.register(
            client: RelyingParty(
                clientID: clientID, clientSecret: clientSecret, redirectURIs: redirectURI,
                postLogoutRedirectURIs: postLogoutRedirectURI, backChannelLogoutURI: backChannelLogoutURI))
        for name in users { provider.register(user: .named(name)) }
        var lines = [
            "idpUri            \(provider.issuer())",
            "misbehaving       https://\(provider.authority)/defect-NAME", "clientId          \(clientID)",
            "clientSecret      \(clientSecret)", "redirectUri       \(redirectURI.joined(separator: ", "))",
            "users             \(users.joined(separator: ", "))", "SSL_CERT_FILE     \(material.trustFile)",
        ]
        let control = try await control.start {
            try await ControlServer.start(ControlledParties(provider: provider, clock: clock))
        }
        lines += control?.card(width: 18) ?? []
        await Interruption.wait(telling: lines.joined(separator: "\n") + "\n")
        await control?.stop()
        await provider.stop()
        withExtendedLifetime(material) {}
    }
}

extension IdentityUser {
    /// A user with the claims that a tenant login needs.
    fileprivate static func named(_ name: String) -> IdentityUser {
        IdentityUser(
            name: name,
            claims: ["email": .string("\(name)@example.com"), "email_verified": .bool(true), "name": .string(name)])
    }
}
