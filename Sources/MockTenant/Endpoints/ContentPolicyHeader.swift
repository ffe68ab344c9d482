// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/csp-origins/actions/generate-header`: the header as pages carry it.
///
/// - Source: qlik.dev, "CSP origins".
enum ContentPolicyHeader: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/csp-origins/actions/generate-header"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        .json(
            .object([
                "Content-Security-Policy": .string(PagePolicy.header(call.core.contentOrigins.all)),
                "marker": call.marker,
            ]))
    }
}
