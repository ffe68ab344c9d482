// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /api/v1/reports`: a report is made in the background; 202 and where to ask for it.
///
/// - Source: qlik.dev, "Reports": 202 and `Location`, which is polled; qlik-api-ts, `apps`: the code of a 429.
enum Reports: TenantEndpoint {
    static let methods = ["POST"]
    static let path: PathPattern = "/api/v1/reports"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let tier = RateTier.two
    static let limitCode = "REP-429000"

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.json?["type"]?.stringValue != nil else { return call.refuse(.badRequest("type is missing")) }
        let bytes = Array("%PDF-1.4\n% \(call.user?.marker ?? "")\n%%EOF\n".utf8)
        guard let content = call.keep(bytes, name: "report.pdf", type: "application/pdf") else {
            return call.refuse(.unauthorized)
        }
        let report = TenantReport(id: call.core.newID(), ownerID: content.ownerID, contentID: content.id)
        call.core.reports.put(report)
        var answer = TenantAnswer.json(ReportBody.value(report, call: call), status: 202)
        answer.headers.append("Location", ReportBody.statusPath(report))
        return answer
    }
}

/// The JSON of a report on its way.
enum ReportBody {
    /// The states of a report, one for each time that it is asked for; the last one stays.
    static let states = ["queued", "processing", "done"]

    static func statusPath(_ report: TenantReport) -> String { "/api/v1/reports/\(report.id)/status" }

    static func value(_ report: TenantReport, call: TenantCall) -> JSONValue {
        let state = states[min(report.polls, states.count - 1)]
        var members: [(String, JSONValue)] = [
            ("id", .string(report.id)),
            ("status", .string(state)),
            ("statusLocation", .string(statusPath(report))),
            ("marker", call.marker),
        ]
        if state == states.last {
            let place = "\(call.portedOrigin)/api/v1/temp-contents/\(report.contentID)?inline=1"
            members.append(
                ("results", .array([.object(["outputId": "composition1", "location": .string(place)])])))
        }
        return .object(members)
    }
}
