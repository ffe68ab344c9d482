// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/features`: which features are on.
///
/// - Source: qlik-api-ts reads a map of flags.
enum Features: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/features"
    static let access = EndpointAccess.api
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let flags = call.core.data.features.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.bool($0.value)) }
        return .json(.object(flags + [("marker", call.marker)]))
    }
}
