// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/temp-contents/{id}`: the bytes kept, whole, in part, or not at all when they did not change.
///
/// - Source: qlik.dev, "Temporary contents" (200, 204, 206, 404, 410, 416); RFC 9110 §13.1.2, §14.2.
enum TempContentDownload: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/temp-contents/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch call.core.contents.find(call) {
        case .refused(let problem): call.refuse(problem)
        // Which case 204 stands for is not told; an upload that has not ended is our reading.
        case .content(let content): content.isComplete ? bytes(of: content, call: call) : TenantAnswer(status: 204)
        }
    }

    private static func bytes(of content: TempContent, call: TenantCall) -> TenantAnswer {
        var headers: HeaderList = ["ETag": content.entityTag, "Accept-Ranges": "bytes"]
        if Conditions.isUnchanged(call.request, entityTag: content.entityTag) {
            return TenantAnswer(status: 304, headers: headers)
        }
        headers.append("Content-Type", content.type)
        let disposition = call.query("inline") == "1" ? "inline" : "attachment"
        headers.append("Content-Disposition", "\(disposition); filename=\"\(content.name)\"")
        switch Conditions.range(call.request, length: content.bytes.count, entityTag: content.entityTag) {
        case .whole: return TenantAnswer(status: 200, headers: headers, body: .bytes(content.bytes))
        case .unsatisfiable: return call.refuse(.rangeNotSatisfiable(length: content.bytes.count))
        case .part(let range):
            headers.append(
                "Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(content.bytes.count)")
            return TenantAnswer(status: 206, headers: headers, body: .bytes(Array(content.bytes[range])))
        }
    }
}
