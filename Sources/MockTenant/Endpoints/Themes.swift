// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/themes`: the themes of the tenant.
///
/// - Source: qlik.dev, "Themes".
enum Themes: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/themes"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let packages = call.core.data.themes.filter { !$0.isGone }.map { PackageBody.value($0, call: call) }
        return .json(.object(["data": .array(packages), "marker": call.marker]))
    }
}
