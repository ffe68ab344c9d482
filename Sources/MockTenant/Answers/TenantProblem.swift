// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Every refusal of the tenant, in the tenant's own shape: the one place that chooses statuses and codes.
///
/// An answer whose code is not recorded from a tenant says so in `meta.invented`, so that nothing grows to need it.
/// - Source: qlik.dev, "Login" (envelope), "CSRF token" (`CSRF-TOKEN-2`, `-4`), community articles (`LOGIN-*`).
enum TenantProblem: Error, Sendable {
    case token(TokenRefusal)
    case unknownHost
    case unauthorized
    case notMember
    case invitationExpired
    case ambiguousEmail
    case originRefused
    case csrf
    case csrfNotSupported
    case csrfNotFound
    case illegalReturn
    case returnNotListed
    case userNotFound
    case webIntegrationNotFound
    case notFound
    case methodNotAllowed(allow: [String])
    case rangeNotSatisfiable(length: Int)
    case bodyTooLarge
    case rateLimited(seconds: Int64, code: String)
    case targetTooLong
    case appForbidden
    case gone
    case preconditionFailed
    case unsupportedMediaType
    case conflict(String)
    case locked
    case badRequest(String)
    case upgradeExpected(status: Int)

    struct Parts {
        var status: Int
        var code: String
        var title: String
        var detail: String?
        var isInvented = true
    }

    /// The answer; `now` is in milliseconds since the epoch.
    func answer(traceID: String, switches: TenantSwitches, now: Int64) -> TenantAnswer {
        let parts = parts(switches)
        if case .unauthorized = self, switches.unauthorizedBody == .html { return Self.gatewayPage }
        var answer = TenantAnswer.json(body(parts, traceID: traceID, switches: switches), status: parts.status)
        switch self {
        case .methodNotAllowed(let allow): answer.headers.set("Allow", allow.joined(separator: ", "))
        case .rangeNotSatisfiable(let length): answer.headers.set("Content-Range", "bytes */\(length)")
        case .rateLimited(let seconds, _):
            let date = TenantDate(milliseconds: now + seconds * 1000).httpDate
            answer.headers.set("retry-after", switches.retryAfter == .seconds ? String(seconds) : date)
        default: break
        }
        return answer
    }

    private func body(_ parts: Parts, traceID: String, switches: TenantSwitches) -> JSONValue {
        var members: [(String, JSONValue)] = [("code", .string(parts.code)), ("title", .string(parts.title))]
        if let detail = parts.detail { members.append(("detail", .string(detail))) }
        members.append(("status", .string(String(parts.status))))
        if parts.isInvented { members.append(("meta", .object(["invented": .bool(true)]))) }
        if case .csrf = self, switches.answersCSRFAtTopLevel {
            return .object(members + [("traceId", .string(traceID))])
        }
        return .object(["errors": .array([.object(members)]), "traceId": .string(traceID)])
    }

    private func parts(_ switches: TenantSwitches) -> Parts {
        switch self {
        case .token(let refusal) where refusal.code == .badRegistration:
            Parts(
                status: 401, code: "INVALID-IDP-CONFIG", title: "Invalid identity provider configuration",
                isInvented: false)
        case .token(let refusal):
            Parts(
                status: refusal.code == .missingClaim || !switches.refusesTokensWith401 ? 400 : 401,
                code: "INTERNAL-TOKEN-1", title: "Invalid token request", detail: refusal.detail,
                isInvented: refusal.isInvented)
        case .unknownHost:
            Parts(
                status: 401, code: "LOGIN-2", title: "No authentication configured for this hostname",
                isInvented: false)
        case .unauthorized: Parts(status: 401, code: "AUTHENTICATION-1", title: "Authentication required")
        case .notMember:
            Parts(
                status: 403, code: "AUTH-5", title: "Forbidden", detail: "User is not a member of tenant",
                isInvented: false)
        case .invitationExpired:
            Parts(status: 403, code: "USER_INVITE_EXPIRED", title: "User invitation expired", isInvented: false)
        case .ambiguousEmail:
            Parts(
                status: 400, code: "LOGIN-12",
                title: "Multiple active users detected with the same e-mail, please contact your administrator",
                isInvented: false)
        case .originRefused: Parts(status: 403, code: "ORIGIN-1", title: "Origin not allowed")
        case .csrf: Parts(status: 403, code: "CSRF-TOKEN-2", title: "CSRF-TOKEN mismatch", isInvented: false)
        case .csrfNotSupported:
            Parts(
                status: 400, code: "CSRF-TOKEN-4",
                title: "CSRF token not supported for given authentication type", isInvented: false)
        case .illegalReturn: Parts(status: 401, code: "LOGIN-8", title: "Illegal returnto value", isInvented: false)
        case .returnNotListed:
            Parts(
                status: 401, code: "LOGIN-10", title: "returnto not included in web integration whitelist",
                isInvented: false)
        default: recordedParts ?? httpParts
        }
    }

    /// Refusals behind the login; each code is recorded.
    private var recordedParts: Parts? {
        switch self {
        case .userNotFound: Parts(status: 404, code: "USERS-7", title: "Not found", isInvented: false)
        case .csrfNotFound: Parts(status: 404, code: "CSRF-TOKEN-3", title: "No token found", isInvented: false)
        case .webIntegrationNotFound: Parts(status: 404, code: "TENANTS-8", title: "Not found", isInvented: false)
        case .rateLimited(let seconds, let code):
            Parts(
                status: 429, code: code, title: "API rate limit reached.",
                detail: "You need to wait \(seconds) seconds until limit is lifted.", isInvented: false)
        default: nil
        }
    }

    /// Refusals that are HTTP's and not Qlik's; codes are invented.
    private var httpParts: Parts {
        switch self {
        case .methodNotAllowed: Parts(status: 405, code: "HTTP-405", title: "Method not allowed")
        case .rangeNotSatisfiable: Parts(status: 416, code: "HTTP-416", title: "Range not satisfiable")
        case .bodyTooLarge: Parts(status: 413, code: "HTTP-413", title: "Content too large")
        case .targetTooLong: Parts(status: 414, code: "HTTP-414", title: "URI too long")
        case .appForbidden: Parts(status: 403, code: "HTTP-403", title: "Forbidden")
        case .preconditionFailed: Parts(status: 412, code: "HTTP-412", title: "Precondition failed")
        case .unsupportedMediaType: Parts(status: 415, code: "HTTP-415", title: "Unsupported media type")
        case .gone: Parts(status: 410, code: "HTTP-410", title: "Gone")
        case .conflict(let detail): Parts(status: 409, code: "HTTP-409", title: "Conflict", detail: detail)
        case .locked: Parts(status: 423, code: "HTTP-423", title: "Locked")
        case .badRequest(let detail): Parts(status: 400, code: "HTTP-400", title: "Bad request", detail: detail)
        case .upgradeExpected(let status): Parts(status: status, code: "HTTP-426", title: "Upgrade expected")
        default: Parts(status: 404, code: "HTTP-404", title: "Not found")
        }
    }

    /// Observed: the page of the Kubernetes gateway, 2020; a knowledge base article of today has the same title.
    private static let gatewayPage = TenantAnswer.html(
        "<html><head><title>401 Authorization Required</title></head>"
            + "<body><center><h1>401 Authorization Required</h1></center></body></html>", status: 401)
}
