// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/user-locale`: small JSON that clients fetch to see whether they are signed in.
///
/// - Source: qlik-api-ts reads a content type that is not JSON as "signed out".
enum UserLocale: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/user-locale"
    static let access = EndpointAccess.api
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        .json(body(call))
    }

    static func body(_ call: TenantCall) -> JSONValue {
        .object(["locale": .string("en-US"), "userId": .string(call.user?.id ?? ""), "marker": call.marker])
    }
}
