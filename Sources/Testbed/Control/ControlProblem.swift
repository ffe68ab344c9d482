// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Why the control port refuses; the one place that chooses statuses.
///
/// - Source: RFC 9457 §3.1; `field` is a member of our own and names the member, or query item, at fault.
struct ControlProblem: Error {
    enum Code: String {
        case wrongToken = "wrong-token"
        case unknownRoute = "unknown-route"
        case wrongMethod = "wrong-method"
        case absentParty = "absent-party"
        case badBody = "bad-body"
        case unknownField = "unknown-field"
        case missingField = "missing-field"
        case badValue = "bad-value"
        case notNow = "not-now"
        case failed
    }

    let code: Code
    let detail: String
    var field: String?
    var allow: String?

    init(_ code: Code, _ detail: String, field: String? = nil, allow: String? = nil) {
        self.code = code
        self.detail = detail
        self.field = field
        self.allow = allow
    }

    var status: Int {
        switch code {
        case .wrongToken: 401
        case .unknownRoute, .absentParty: 404
        case .wrongMethod: 405
        case .badBody, .unknownField, .missingField, .badValue: 400
        case .notNow: 409
        case .failed: 500
        }
    }

    var body: JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", "about:blank"), ("title", .string(code.rawValue)), ("status", .int(status)),
            ("detail", .string(detail)),
        ]
        if let field { members.append(("field", .string(field))) }
        return .object(members)
    }
}
