// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The table behind `ConformanceModule.all`.
enum ConformanceModules {
    static let signIn: [ConformanceModule] = [
        row("", core, .behaviour("An ordinary sign-in.")),
        row("invalid-iss", core), row("missing-sub", core), row("invalid-aud", core), row("missing-iat", core),
        row("kid-absent-single-jwks", core), row("kid-absent-multiple-jwks", core),
        row("idtoken-sig-rs256", core, .behaviour("ID tokens are signed by RS256 unless a switch says ES256.")),
        row("idtoken-sig-none", core + [.configuration, .dynamic]), row("invalid-sig-rs256", core),
        row("userinfo-bearer-header", core, .behaviour("Userinfo takes the access token in the Authorization line.")),
        row("userinfo-bearer-body", core, .behaviour("Userinfo takes the access token in a form body.")),
        row("userinfo-invalid-sub", core), row("nonce-invalid", core),
        row("scope-userinfo-claims", core, .behaviour("Claims follow the scopes that were asked for.")),
        row(
            "client-secret-basic", core,
            .behaviour("Basic is accepted, and is the only method where clientAuthenticationMethods says so.")),
        row(
            "refresh-token", [.refreshToken],
            .behaviour("The scope offline_access earns a refresh token, which is exchanged once.")),
        row("refresh-token-invalid-issuer", [.refreshToken]), row("refresh-token-invalid-sub", [.refreshToken]),
    ]

    static let configuration: [ConformanceModule] = [
        row(
            "discovery-openid-config", [.configuration, .dynamic],
            .behaviour("Every issuer has a discovery document below its own path.")),
        row("discovery-jwks-uri-keys", [.configuration, .dynamic], .behaviour("Every issuer has a key set.")),
        row("discovery-issuer-mismatch", [.configuration, .dynamic]),
        row("signing-key-rotation", [.configuration, .dynamic]),
        row("signing-key-rotation-just-before-signing", [.configuration, .dynamic]),
        row("userinfo-signed", [.dynamic], .behaviour("The switch signsUserInfo makes userinfo a signed JWT.")),
        row("discovery-webfinger-acct", [.dynamic], .notOffered(webFinger)),
        row("discovery-webfinger-url", [.dynamic], .notOffered(webFinger)),
        row("dynamic-registration", [.dynamic], .notOffered("Clients are registered by the harness.")),
        row("request-uri-signed-rs256", [.dynamic], .notOffered(requestObjects)),
        row("request-uri-signed-none", [.dynamic], .notOffered(requestObjects)),
    ]

    static let logout: [ConformanceModule] = [
        row(
            "rp-init-logout", [.initiatedLogout],
            .behaviour("The end session endpoint ends the session and leads back to a registered address.")),
        row("rp-init-logout-other-state", [.initiatedLogout]), row("rp-init-logout-no-state", [.initiatedLogout]),
        row(
            "rp-backchannel-rpinitlogout", [.backChannelLogout],
            .behaviour("At the end of a session each client with a back channel gets a logout token.")),
        row("rp-backchannel-rpinitlogout-alg-none", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-no-event", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-with-nonce", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-wrong-alg", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-wrong-aud", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-wrong-event", [.backChannelLogout]),
        row("rp-backchannel-rpinitlogout-wrong-iss", [.backChannelLogout]),
        row("rp-frontchannel-rpinitlogout", [.frontChannelLogout], .notOffered(frames)),
        row("rp-frontchannel-opinitlogout", [.frontChannelLogout], .notOffered(frames)),
        row("session-management", [.sessionManagement], .notOffered(frames)),
    ]

    static let comprehensive: [ConformanceModule] = [
        row("missing-aud", [.comprehensive]), row("invalid-sig-es256", [.comprehensive]),
        row("invalid-sig-hs256", [.comprehensive]), row("invalid-athash", [.comprehensive]),
        row("missing-athash", [.comprehensive]), row("invalid-chash", [.comprehensive]),
        row("missing-chash", [.comprehensive], .notOffered(codeFlow)),
        row("nonce-unless-code-flow", [.comprehensive], .notOffered(codeFlow)),
        row(
            "form-post-error", [.comprehensive],
            .behaviour("prompt=none with max_age=0 is answered login_required, by form_post if that was asked for.")),
        row("aggregated-claims", [.comprehensive], .notOffered(otherClaims)),
        row("distributed-claims", [.comprehensive], .notOffered(otherClaims)),
        row("mtls-endpoint-aliases", [.comprehensive], .notOffered("Clients authenticate by secrets only.")),
        row("3rd-party-init-login", [.thirdPartyLogin], .notOffered("It begins at the relying party.")),
    ]

    private static let core: [ConformanceProfile] = [.basic, .formPost]
    private static let webFinger = "Relying parties are told the issuer; none is found by WebFinger."
    private static let requestObjects = "Request objects are refused, as discovery says."
    private static let frames = "Browsers of the harness show no frames."
    private static let codeFlow = "Only the code flow is offered, in which this does not matter."
    private static let otherClaims = "Claims of other sources are passed on as a user has them, but not served."

    private static func row(
        _ name: String, _ profiles: [ConformanceProfile], _ play: ConformanceModule.Play = .defect
    ) -> ConformanceModule {
        ConformanceModule(
            name: name.isEmpty ? "oidcc-client-test" : "oidcc-client-test-\(name)", profiles: profiles, play: play)
    }
}
