// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The close frames of the engine and of its front, by name.
///
/// - Source: qlik.dev, "JSON-RPC": 4202 to 4205, 4230, 4240, and 4204 with `{"code":"QEP-104","traceId":…}`; the others
///   stand in qlik-api-ts and enigma.js. Every reason but that one is ours, and says so.
public enum EngineClosing: String, Sendable, Hashable, CaseIterable {
    /// 4001: the engine has ended the idle session.
    case idle
    /// 4002: the licence has to be renewed.
    case licenceRenewal = "licence-renewal"
    /// 4003: the engine is going down.
    case engineTerminating = "engine-terminating"
    /// 4004: the app was deleted.
    case appDeleted = "app-deleted"
    /// 4005: too many sessions.
    case sessionLimit = "session-limit"
    /// 4006: the user is not signed in any more.
    case authenticationFailed = "authentication-failed"
    /// 4007: the app has changed its mode.
    case appModeChanged = "app-mode-changed"
    /// 4200: the front failed.
    case frontFailed = "front-failed"
    /// 4201: the client took too long.
    case clientTimeout = "client-timeout"
    /// 4202: the request makes no sense.
    case malformedRequest = "malformed-request"
    /// 4203: the user may not open the app.
    case noPermission = "no-permission"
    /// 4204: there is no such app.
    case appNotFound = "app-not-found"
    /// 4205: too many requests.
    case tooBusy = "too-busy"
    /// 4206: the network failed.
    case network
    /// 4210: something that the front needs has a problem.
    case dependencyProblem = "dependency-problem"
    /// 4211: something that the front needs is not there.
    case dependencyUnavailable = "dependency-unavailable"
    /// 4220: the engine failed.
    case engineFailed = "engine-failed"
    /// 4222: the engine session that was reserved is missing.
    case sessionMissing = "session-missing"
    /// 4230: too many apps are open.
    case tooManyApps = "too-many-apps"
    /// 4240: there is no engine.
    case noEngine = "no-engine"

    /// The code of the close frame.
    public var code: UInt16 {
        switch self {
        case .idle: 4001
        case .licenceRenewal: 4002
        case .engineTerminating: 4003
        case .appDeleted: 4004
        case .sessionLimit: 4005
        case .authenticationFailed: 4006
        case .appModeChanged: 4007
        case .frontFailed: 4200
        case .clientTimeout: 4201
        case .malformedRequest: 4202
        case .noPermission: 4203
        case .appNotFound: 4204
        case .tooBusy: 4205
        case .network: 4206
        case .dependencyProblem: 4210
        case .dependencyUnavailable: 4211
        case .engineFailed: 4220
        case .sessionMissing: 4222
        case .tooManyApps: 4230
        case .noEngine: 4240
        }
    }

    /// The close frame with its small JSON object.
    func reason(traceID: String) -> CloseReason {
        let mark = self == .appNotFound ? "" : #","invented":true"#
        let name = code < 4200 ? "QE-\(code)" : "QEP-\(100 + code % 100)"
        let text = #"{"code":"\#(name)","traceId":"\#(traceID)"\#(mark)}"#
        return CloseReason(code: CloseCode(rawValue: code), reason: text)
    }
}
