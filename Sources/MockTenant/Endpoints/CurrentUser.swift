// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/users/me`: who the session belongs to.
///
/// - Source: qlik.dev, "Users".
enum CurrentUser: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/users/me"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        return .json(UserBody.value(user, call: call, isOwn: true))
    }
}

/// The JSON of a user; the marker is there only for the user's own eyes.
enum UserBody {
    static func value(_ user: TenantUser, call: TenantCall, isOwn: Bool) -> JSONValue {
        let created = TenantDate(milliseconds: user.createdAt).internetDate
        let isUntouched = user.updatedAt == user.createdAt
        let updated = isUntouched ? created : TenantDate(milliseconds: user.updatedAt).internetDate
        var members: [(String, JSONValue)] = [
            ("id", .string(user.id)),
            ("tenantId", .string(call.core.tenantID)),
            ("status", .string("active")),
            ("subject", .string(user.subject)),
            ("name", .string(user.displayName)),
            ("email", .string(user.email)),
            ("roles", .array([])),
            ("assignedRoles", .array([])),
            ("groups", .strings(user.groups)),
            ("assignedGroups", .array(user.groups.map { .object(["name": .string($0)]) })),
            ("locale", .string("en")),
            ("zoneinfo", .string("Europe/Stockholm")),
            ("created", .string(created)),
            ("createdAt", .string(created)),
            ("lastUpdated", .string(updated)),
            ("lastUpdatedAt", .string(updated)),
        ]
        if isOwn { members.append(("marker", .string(user.marker))) }
        members.append(("links", .object(["self": call.link("/api/v1/users/\(user.id)")])))
        return .object(members)
    }
}
