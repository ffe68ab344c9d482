// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `HEAD` and `PATCH /api/v1/temp-contents/{id}`: how far an upload got, and its next part.
///
/// - Source: tus.io 1.0.0, "HEAD", "PATCH": 204 and `Upload-Offset`; 409 for another offset, 415 for another type.
enum TempContentResume: TenantEndpoint {
    static let methods = ["HEAD", "PATCH"]
    static let path: PathPattern = "/api/v1/temp-contents/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.seen
    static let keptBodyBytes = TempContentUpload.keptBodyBytes

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let isHEAD = call.request.method == "HEAD"
        if isHEAD, !ResumableUpload.isAsked(call.request) { return try await TempContentDownload.answer(call) }
        if let refusal = ResumableUpload.versionRefusal(call) { return refusal }
        switch call.core.contents.find(call) {
        case .refused(let problem): return call.refuse(problem)
        case .content(let content): return isHEAD ? state(of: content) : append(to: content, call: call)
        }
    }

    private static func state(of content: TempContent) -> TenantAnswer {
        TenantAnswer(
            status: 200,
            headers: [
                "Tus-Resumable": ResumableUpload.version, "Cache-Control": "no-store",
                "Upload-Offset": String(content.bytes.count), "Upload-Length": String(content.length),
            ], body: .bytes([]))
    }

    private static func append(to content: TempContent, call: TenantCall) -> TenantAnswer {
        guard call.request.headers.first("Content-Type") == ResumableUpload.contentType else {
            return call.refuse(.unsupportedMediaType)
        }
        guard call.body.isWhole else { return call.refuse(.bodyTooLarge) }
        guard let offset = ResumableUpload.number("Upload-Offset", call.request) else {
            return call.refuse(.badRequest("Upload-Offset is missing"))
        }
        guard let end = call.core.contents.append(call.body.kept, to: content.id, at: offset) else {
            return call.refuse(.conflict("the upload does not go on at \(offset)"))
        }
        return TenantAnswer(
            status: 204, headers: ["Tus-Resumable": ResumableUpload.version, "Upload-Offset": String(end)])
    }
}
