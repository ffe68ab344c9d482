// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension TenantCall {
    /// 32 hexadecimal digits that stand for this exchange, in bodies and, where a switch says so, in a header.
    var traceID: String { core.traceID(of: exchange) }

    /// Writes cookies as the switches say.
    var setCookies: SetCookieLines {
        SetCookieLines(switches: switches, now: now, domain: core.configuration.hosts[0])
    }

    /// What a request without a session that counts is told.
    var sessionProblem: TenantProblem {
        verdict.state == .removed && switches.removedUser == .forbidden ? .notMember : .unauthorized
    }

    /// `Location` of a temporary content.
    func contentLocation(_ id: String) -> String {
        let path = "/api/v1/temp-contents/\(id)"
        switch switches.contentLocation {
        case .relative: return path
        case .absolute: return origin + path
        case .ported: return portedOrigin + path
        }
    }

    /// Refuses an upgrade, by its status or by a close frame behind it; the codes in the frame's text are invented.
    ///
    /// - Source: close codes 4006 and 4203 of the SDK's list of WebSocket errors.
    func refuseSocket(_ problem: TenantProblem) -> TenantAnswer {
        guard switches.socketRefusals == .closeFrame else { return refuse(problem) }
        let (code, name): (UInt16, String) =
            if case .csrf = problem { (4203, "CSRF-TOKEN-2") } else { (4006, "AUTHENTICATION-1") }
        let reason = #"{"code":"\#(name)","traceId":"\#(traceID)"}"#
        return TenantAnswer(
            status: 101, body: .refusedSocket(CloseReason(code: CloseCode(rawValue: code), reason: reason)))
    }
}
