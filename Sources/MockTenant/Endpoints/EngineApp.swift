// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/app/<id>`: the engine's WebSocket.
///
/// - Source: qlik.dev, "JSON-RPC"; without a session 401, without a CSRF token 403, on the upgrade itself;
///   an API key needs neither.
enum EngineApp: TenantEndpoint {
    static let methods: [String] = []
    static let path: PathPattern = "/app/{**}"
    static let access = EndpointAccess.own
    static let mark = ContractMark.documented

    /// Where the engine session is; what a tenant tells of it is not known.
    ///
    /// Observed: JSON in a line of the 101, Kubernetes distribution, 2020.
    private static func placement(of seat: EngineSeat) -> String {
        JSONValue.object([("app", .string(seat.app)), ("engine", "engine-1"), ("invented", true)]).serialized()
    }

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let place = EngineSeat.parse(call.places["**"] ?? "") else { return call.refuse(.notFound) }
        guard call.isUpgrade else { return call.refuse(.upgradeExpected(status: call.switches.plainAppStatus)) }
        guard let user = call.user else { return call.refuseSocket(call.sessionProblem) }
        if let session = call.verdict.live, !CSRFCheck.admitsSocket(call, session: session) {
            return call.refuseSocket(.csrf)
        }
        let seat = EngineSeat(
            app: place.app, identity: place.identity, ttlSeconds: place.ttl ?? EngineSeat.standardTTLSeconds,
            user: user, sessionKey: call.verdict.live?.key, source: call.query("from"))
        return TenantAnswer(status: 101, headers: ["Placement-Details": placement(of: seat)], body: .engine(seat))
    }
}
