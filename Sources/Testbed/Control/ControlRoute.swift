// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import MockTenant
import Transport
import Wire

/// One thing that can be asked of the control port: one file, and one line in `ControlRoutes`.
///
/// - Shape: `path` may hold places such as `{double}`; `fields` are the members of the body, or of the query where the
///   method is GET; nil takes any member.
protocol ControlRoute: Sendable {
    static var method: String { get }
    static var path: String { get }
    static var fields: [String]? { get }
    /// What it does, in a sentence.
    static var summary: String { get }
    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue
}

/// A request of the control port, taken apart.
struct ControlCall: Sendable {
    let parties: ControlledParties
    let places: [String: String]
    let fields: ControlFields

    /// What a route answers that has nothing to tell.
    static let done: JSONValue = [:]

    var tenant: MockTenant {
        get throws(ControlProblem) {
            guard let tenant = parties.tenant else { throw ControlProblem(.absentParty, "No tenant is served here.") }
            return tenant
        }
    }

    var provider: MockIdentityProvider {
        get throws(ControlProblem) {
            guard let provider = parties.provider else {
                throw ControlProblem(.absentParty, "No identity provider is served here.")
            }
            return provider
        }
    }

    /// The name of the issuer that is meant: the first one where none is named.
    var issuer: String {
        get throws(ControlProblem) { try fields.textIfGiven("issuer") ?? parties.issuer }
    }

    /// The double that `{double}` names: what tenant and identity provider have in common.
    var double: (witness: Witness, script: AnswerScript) {
        get throws(ControlProblem) {
            switch places["double"] {
            case "tenant": (try tenant.witness, try tenant.script)
            case "idp": (try provider.witness, try provider.script)
            default: throw ControlProblem(.unknownRoute, "The doubles are called tenant and idp.")
            }
        }
    }

    /// The open sockets that `user` or `socket` names; at least one.
    func sockets() throws(ControlProblem) -> [TenantSocket] {
        let tenant = try tenant
        if let number = try fields.numberIfGiven("socket") {
            guard let socket = tenant.sockets.first(where: { $0.id == number }) else {
                throw ControlProblem(.notNow, "No open socket has the number \(number).", field: "socket")
            }
            return [socket]
        }
        let user = try fields.text("user")
        let sockets = tenant.sockets(of: user)
        guard !sockets.isEmpty else { throw ControlProblem(.notNow, "\(user) has no open socket.", field: "user") }
        return sockets
    }

    /// The live sessions that `user` or `session` names; at least one.
    func sessions() throws(ControlProblem) -> [TenantSessionView] {
        let tenant = try tenant
        if let number = try fields.numberIfGiven("session") {
            guard let session = tenant.sessions.first(where: { $0.id == number }) else {
                throw ControlProblem(.notNow, "No live session has the number \(number).", field: "session")
            }
            return [session]
        }
        let user = try fields.text("user")
        let sessions = tenant.sessions(of: user)
        guard !sessions.isEmpty else { throw ControlProblem(.notNow, "\(user) has no live session.", field: "user") }
        return sessions
    }
}
