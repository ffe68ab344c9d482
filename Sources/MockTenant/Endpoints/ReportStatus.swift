// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/reports/{id}/status`: how far a report is; at last an absolute `location` with its port.
///
/// - Source: qlik.dev, "Reports": `results[].location` names `:443`, `statusLocation` is relative.
enum ReportStatus: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/reports/{id}/status"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let known = call.core.reports[call.places["id"]], known.ownerID == call.user?.id,
            let report = call.core.reports.change(known.id, { $0.polls += 1 })
        else { return call.refuse(.notFound) }
        return .json(ReportBody.value(report, call: call))
    }
}
