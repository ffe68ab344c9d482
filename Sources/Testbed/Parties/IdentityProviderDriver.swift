// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

/// The mock identity provider of a stage, as scenarios drive it.
struct IdentityProviderDriver: StageIdentityProvider, IdentityProviderPreparing {
    let provider: MockIdentityProvider
    let issuerName: String
    let clientID: String
    let gate: Gate
    /// Where logout tokens go, and who takes them there.
    let backChannel: BackChannel

    func register(_ user: UserDeclaration) async throws {
        var claims: [String: JSONValue] = [
            "sub": .string(user.name), "email": .string(user.email), "name": .string(user.name),
            "email_verified": .bool(true),
        ]
        for entry in user.claims { claims[entry.key] = JSONValue(entry.value) }
        provider.register(user: IdentityUser(name: user.name, claims: claims), issuer: issuerName)
    }

    func script(_ answer: ScriptedAnswer) async throws {
        var answer = answer
        if case .defect(let name) = answer.action {
            answer.path = try MockIdentityProvider.scriptedDefect(name, issuer: issuerName).path
        } else if let path = answer.path, path.hasPrefix("/"), !path.hasPrefix("/*/") {
            answer.path = "/\(issuerName)\(path)"
        }
        provider.script.add(answer)
    }

    func restore() async throws {
        provider.script.removeAll()
        provider.configure(issuer: issuerName) { $0 = IdentityProviderSwitches() }
        provider.publishKeySet(.all, issuer: issuerName)
        gate.open()
    }

    func endSession(of user: String) async throws {
        provider.endSSOSession(of: user, issuer: issuerName)
    }

    func rotateKeys() async throws {
        try provider.rotateKeys(issuer: issuerName)
    }

    func set(_ name: String, to value: String) async throws {
        try provider.set(name, to: value == "true" || value == "on", issuer: issuerName)
    }

    func setListening(_ isListening: Bool) async throws {
        if isListening { gate.open() } else { await gate.shut() }
    }

    func sendLogoutToken(for user: String, defect: String?) async throws -> Int {
        let token = try await provider.mintLogoutToken(
            for: user.replacing("/", with: "~"), clientID: clientID, issuer: issuerName,
            defects: defect.map { [$0] } ?? [])
        return try await backChannel.post(token)
    }
}

extension JSONValue {
    /// A claim as a scenario file writes it: unquoted numbers, `true`, `false` and `null` are what they look like.
    init(_ node: Node) {
        switch node {
        case .scalar(let text, let isQuoted, _):
            self = isQuoted ? .string(text) : JSONValue.plain(text)
        case .list(let items, _):
            self = .array(items.map { JSONValue($0) })
        case .map(let entries, _):
            self = .object(entries.map { ($0.key, JSONValue($0.value)) })
        }
    }

    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case "true": .bool(true)
        case "false": .bool(false)
        case "null", "~", "": .null
        default: Double(text) == nil ? .string(text) : .number(text)
        }
    }
}

/// Posts logout tokens to the proxy, as the identity provider would on its back channel.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.5.
struct BackChannel: Sendable {
    let client: HTTPClient
    let url: HTTPURL

    func post(_ token: String) async throws -> Int {
        let form = PercentEncoding.form([("logout_token", token)])
        let request = ClientRequest(
            method: "POST", url: url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array(form.utf8))
        return try await client.send(request).status
    }
}
