// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import Testing
import Transport
import Wire

@testable import MockTenant

/// Keys registered at run time: contract §1.3, and who may not log in: contract §2.3.
@Suite struct IdentityProviderTests {
    static let target = "/api/v1/identity-providers"

    static func entry(issuer: String = "runtime", pem: String, more: [(String, JSONValue)] = []) -> JSONValue {
        .object(
            [
                ("provider", "external"), ("protocol", "jwtAuth"), ("interactive", false), ("active", true),
                ("description", "made by a test"),
                (
                    "options",
                    [
                        "jwtLoginEnabled": true, "issuer": .string(issuer),
                        "staticKeys": [["kid": "runtime-key", "pem": .string(pem)]],
                    ]
                ),
            ] + more)
    }

    static func forge(_ harness: TenantHarness, issuer: String = "runtime") -> TokenForge {
        harness.forge("zoe").with("iss", .string(issuer)).withHeader("kid", "runtime-key")
            .signed { TokenForge.rs256($0, TokenForge.otherKey) }
    }

    @Test("§1.3.1 a registered public key signs logins, until its entry is deleted")
    func registeredKeySignsLogins() async throws {
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            #expect(try await harness.login(Self.forge(harness).text).head.status == 401)
            let made = try await admin.call(
                "POST", Self.target, Self.entry(pem: TokenForge.otherKey.publicKey.pemRepresentation))
            #expect(made.head.status == 201)
            for name in ["id", "created", "lastUpdated", "createNewUsersOnLogin", "meta", "links"] {
                #expect(made.json[name] != nil, "\(name)")
            }
            #expect(try await harness.login(Self.forge(harness).text).head.status == 200)
            let place = "\(Self.target)/\(try #require(made.json["id"]?.stringValue))"
            #expect(try await admin.json(place)["options"]?["issuer"] == "runtime")
            #expect(try await admin.call("DELETE", place).head.status == 204)
            #expect(try await harness.login(Self.forge(harness).text).head.status == 401)
            #expect(try await admin.send("GET", place).head.status == 404)
        }
    }

    @Test("§1.2.1 a certificate is accepted in place of a public key")
    func registeredCertificateSignsLogins() async throws {
        let identity = try CertificateAuthority().issue(names: ["signer.example"])
        let key = try P256.Signing.PrivateKey(pemRepresentation: identity.privateKeyPEM)
        try await TenantHarness.run {
            $0.switches.algorithms = [.rs256, .es256]
        } _: { harness in
            let admin = try await harness.signIn()
            let made = try await admin.call("POST", Self.target, Self.entry(pem: identity.certificateChainPEM))
            #expect(made.head.status == 201)
            let token = Self.forge(harness).withHeader("alg", "ES256").signed { input in
                (try? key.signature(for: SHA256.hash(data: input)).rawRepresentation).map { Array($0) } ?? []
            }
            #expect(try await harness.login(token.text).head.status == 200)
        }
    }

    @Test("§1.3.7 §4.2.8 an API key registers a key without a session or CSRF token; another bearer does not")
    func apiKeyIsAsGoodAsASession() async throws {
        try await TenantHarness.run {
            $0.apiKeys = ["key-of-an-admin"]
        } _: { harness in
            let body = Array(Self.entry(pem: TokenForge.otherKey.publicKey.pemRepresentation).serialized().utf8)
            for (key, status) in [("wrong", 401), ("key-of-an-admin", 201)] {
                let answer = try await harness.send(
                    "POST", Self.target, ["Authorization": "Bearer \(key)"], body: body)
                #expect(answer.head.status == status)
            }
            #expect(try await harness.send("POST", Self.target, body: body).head.status == 401)
            let browser = try await harness.signIn()
            let withCookies = try await browser.send(
                "POST", Self.target, ["Authorization": "Bearer key-of-an-admin"], body: body)
            #expect(withCookies.head.status == 403)
        }
    }

    @Test("§1.3.3 only the description can change")
    func descriptionAloneCanChange() async throws {
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            let id = try #require(try await admin.json(Self.target)["data"]?[0]?["id"]?.stringValue)
            let place = "\(Self.target)/\(id)"
            let good = try await admin.call(
                "PATCH", place, [["op": "replace", "path": "/description", "value": "new"]])
            #expect(good.head.status == 204)
            #expect(try await admin.json(place)["description"] == "new")
            let bad = try await admin.call(
                "PATCH", place, [["op": "replace", "path": "/options", "value": "new"]])
            #expect(bad.head.status == 400)
        }
    }

    @Test("§1.2.2 §1.3.2 an entry without options, key or issuer, or with an issuer twice, is refused with 400")
    func unusableEntriesAreRefused() async throws {
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            let pem = TokenForge.key.publicKey.pemRepresentation
            let pending: JSONValue = [
                "provider": "external", "protocol": "jwtAuth", "pendingOptions": ["issuer": "x", "staticKeys": []],
            ]
            let bad: [JSONValue] = [
                pending, Self.entry(pem: "no key"), Self.entry(issuer: "", pem: pem),
                Self.entry(issuer: TokenForge.issuer, pem: pem), "text",
            ]
            for body in bad { #expect(try await admin.call("POST", Self.target, body).head.status == 400) }
        }
    }

    @Test("§1.3.4 clockToleranceSec is the tolerance of the entry's own tokens")
    func toleranceIsTheEntrysOwn() async throws {
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            let pem = TokenForge.otherKey.publicKey.pemRepresentation
            _ = try await admin.call("POST", Self.target, Self.entry(pem: pem, more: [("clockToleranceSec", 30)]))
            let early = { (token: TokenForge) in token.with("nbf", .number(String(harness.now + 20))) }
            #expect(try await harness.login(early(Self.forge(harness)).text).head.status == 200)
            #expect(try await harness.login(early(harness.forge()).text).head.status == 401)
        }
    }

    @Test("§1.3.5 without createNewUsersOnLogin a stranger is no member")
    func strangersAreMadeUsersOnlyWhereTheEntrySaysSo() async throws {
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            let pem = TokenForge.otherKey.publicKey.pemRepresentation
            _ = try await admin.call(
                "POST", Self.target, Self.entry(pem: pem, more: [("createNewUsersOnLogin", false)]))
            let answer = try await harness.login(Self.forge(harness).text)
            #expect(answer.head.status == 403 && answer.code == "AUTH-5")
            let member = Self.forge(harness).with("sub", "members|guest").with("email", "guest@members.example")
            #expect(try await harness.login(member.text).head.status == 200)
        }
    }

    static let refusals: [(String, String, Int, String)] = [
        ("members|first-twin", "twin@members.example", 400, "LOGIN-12"),
        ("members|late", "late@members.example", 403, "USER_INVITE_EXPIRED"),
        ("members|former", "former@members.example", 403, "AUTH-5"),
    ]

    @Test("§2.3.6 §2.3.7 §2.3.8 a good token opens no session for whom the tenant refuses", arguments: refusals.indices)
    func refusedPeopleGetNoSession(_ index: Int) async throws {
        let (subject, email, status, code) = Self.refusals[index]
        try await TenantHarness.run { harness in
            let token = harness.forge().with("sub", .string(subject)).with("email", .string(email))
            let answer = try await harness.login(token.text)
            #expect(answer.head.status == status && answer.code == code && !answer.isInvented)
            #expect(!answer.cookieNames.contains("eas.sid") && harness.tenant.sessions.isEmpty)
        }
    }

    @Test("§2.3.4 §2.3.5 a tenant without identity provider, and an inactive one, are told by their codes")
    func missingAndInactiveProvidersAreTold() async throws {
        try await TenantHarness.run {
            $0.keys = []
        } _: { harness in
            let answer = try await harness.login(harness.forge().text)
            #expect(answer.code == "LOGIN-2")
        }
        try await TenantHarness.run { harness in
            let admin = try await harness.signIn()
            let pem = TokenForge.otherKey.publicKey.pemRepresentation
            var entry = Self.entry(pem: pem)
            if case .object(var members) = entry {
                members["active"] = false
                entry = .object(members)
            }
            #expect(try await admin.call("POST", Self.target, entry).head.status == 201)
            let answer = try await harness.login(Self.forge(harness).text)
            #expect(answer.head.status == 401 && answer.code == "INVALID-IDP-CONFIG")
        }
    }

    @Test("U33 whoever is shut out while signed in gets 401 at once, and AUTH-5 at the next login")
    func shutOutUserLosesTheSession() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.setStatus(of: "ana", to: .disabled)
            #expect(try await browser.send("GET", "/api/v1/users/me").head.status == 401)
            #expect(try await harness.login(harness.forge().text).code == "AUTH-5")
            harness.tenant.setStatus(of: "ana", to: .active)
            #expect(try await harness.login(harness.forge().text).head.status == 200)
        }
    }
}
