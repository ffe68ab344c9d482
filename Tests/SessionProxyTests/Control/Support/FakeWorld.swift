// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import SessionProxy
import Synchronization
import Transport
import Wire

/// Plays identity provider and tenant behind a back channel, in memory; every request is kept.
final class FakeWorld: BackChannel {
    struct State {
        var requests: [ClientRequest] = []
        var answers: [String: [ClientResponse]] = [:]
        var failures: [String: TransportError.Code] = [:]
        var claims = JSONObject()
        var header: JSONObject = ["alg": "ES256", "kid": "k1", "typ": "JWT"]
        var keyID = "k1"
        var endSession = true
        var tenantSessions = 0
        var tokens = 0
        var gate: Gate?
    }

    static let provider = "https://idp.localhost/main"
    static let tenant = "https://tenant.localhost"
    let state = Mutex(State())
    let key = P256.Signing.PrivateKey()

    func send(_ request: ClientRequest) async throws -> ClientResponse {
        let path = RequestTarget(request.url.target).path
        let (scripted, failure, gate) = state.withLock { state in
            state.requests.append(request)
            let scripted = state.answers[path]?.isEmpty == false ? state.answers[path]?.removeFirst() : nil
            return (scripted, state.failures[path], state.gate)
        }
        if let gate { await gate.pass() }
        if let failure { throw TransportError(failure, "scripted") }
        return scripted ?? answer(path, request)
    }

    func shutdown() async {}

    /// Changes what the world does from now on.
    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// The claims of the next token.
    var claims: JSONObject { state.withLock { $0.claims } }

    /// The requests to a path, in order.
    func requests(to path: String) -> [ClientRequest] {
        state.withLock { $0.requests.filter { RequestTarget($0.url.target).path == path } }
    }

    /// The next answers at a path instead of the ordinary one.
    func answer(_ path: String, with responses: ClientResponse...) {
        state.withLock { $0.answers[path, default: []] += responses }
    }

    private func answer(_ path: String, _ request: ClientRequest) -> ClientResponse {
        switch path {
        case "/main/.well-known/openid-configuration": .json(discovery)
        case "/main/keys": .json(keySet)
        case "/main/token":
            .json(["id_token": .string(idToken()), "token_type": "Bearer", "access_token": "at-canary"])
        case "/login/jwt-session": tenantLogin()
        case "/api/v1/csrf-token": csrfToken()
        case "/logout": ClientResponse(status: 302)
        default: ClientResponse(status: 404)
        }
    }

    private var discovery: JSONValue {
        var document: JSONObject = [
            "issuer": .string(Self.provider), "authorization_endpoint": .string(Self.provider + "/authorize"),
            "token_endpoint": .string(Self.provider + "/token"), "jwks_uri": .string(Self.provider + "/keys"),
        ]
        if state.withLock({ $0.endSession }) { document["end_session_endpoint"] = .string(Self.provider + "/end") }
        return .object(document)
    }

    private var keySet: JSONValue {
        let point = Array(key.publicKey.x963Representation)
        let kid = state.withLock { $0.keyID }
        return [
            "keys": [
                ["kty": "oct", "k": "AAAA", "kid": .string(kid)],
                [
                    "kty": "EC", "crv": "P-256", "use": "sig", "kid": .string(kid),
                    "x": .string(Base64.encode(point[1...32], urlSafe: true)),
                    "y": .string(Base64.encode(point[33...64], urlSafe: true)),
                ],
            ]
        ]
    }

    /// A token with the scripted header and claims, signed.
    func idToken() -> String {
        let (header, claims) = state.withLock { ($0.header, $0.claims) }
        let input = [header, claims].map {
            Base64.encode(Array(JSONValue.object($0).serialized().utf8), urlSafe: true)
        }.joined(separator: ".")
        let signature = try? Array(key.signature(for: Array(input.utf8)).rawRepresentation)
        return input + "." + Base64.encode(signature ?? [], urlSafe: true)
    }

    private func tenantLogin() -> ClientResponse {
        let number = state.withLock { state in
            state.tenantSessions += 1
            return state.tenantSessions
        }
        let lines = [
            "AWSALB=a+/=; Path=/; Expires=Wed, 21 Oct 2037 07:28:00 GMT",
            "eas.sid=sid-canary-\(number); Path=/; Secure",
            "_csrfToken=csrf-cookie-\(number); Path=/; Secure",
        ]
        return ClientResponse(
            status: 200, headers: HeaderList(lines.map { ("Set-Cookie", $0) }), body: Array("{}".utf8))
    }

    private func csrfToken() -> ClientResponse {
        let number = state.withLock { state in
            state.tokens += 1
            return state.tokens
        }
        return ClientResponse(status: 204, headers: ["qlik-csrf-token": "token-\(number)"])
    }
}

extension ClientResponse {
    static func json(_ value: JSONValue, status: Int = 200) -> ClientResponse {
        ClientResponse(
            status: status, headers: ["Content-Type": "application/json"], body: Array(value.serialized().utf8))
    }
}

/// Holds everybody who passes until it is opened.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, arrived: 0, waiting: [CheckedContinuation<Void, Never>]()))

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.arrived += 1
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    var arrived: Int { state.withLock { $0.arrived } }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
