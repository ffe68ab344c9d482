// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /api/v1/temp-contents?filename=&ttl=`: keeps bytes for a while; 201 and a `Location`.
///
/// With `Tus-Resumable` the bytes come later, by PATCH, and `Upload-Length` tells how many.
/// - Source: qlik.dev, "Temporary contents": `ttl` 3600 s by default, 259200 s at most; tus.io 1.0.0, creation.
enum TempContentUpload: TenantEndpoint {
    static let methods = ["POST"]
    static let path: PathPattern = "/api/v1/temp-contents"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let keptBodyBytes = 64 * 1024 * 1024

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let isResumable = ResumableUpload.isAsked(call.request)
        if isResumable, let refusal = ResumableUpload.versionRefusal(call) { return refusal }
        guard call.body.isWhole else { return call.refuse(.bodyTooLarge) }
        let seconds = call.query("ttl").map { Int64($0) ?? 0 } ?? TenantCall.contentTTLSeconds
        guard (1...259_200).contains(seconds) else { return call.refuse(.badRequest("ttl is not 1 to 259200")) }
        let length = ResumableUpload.number("Upload-Length", call.request)
        if isResumable {
            guard let length else { return call.refuse(.badRequest("Upload-Length is missing")) }
            guard length <= ResumableUpload.longestBytes else { return call.refuse(.bodyTooLarge) }
        }
        let metadata = ResumableUpload.metadata(call.request)
        let type = isResumable ? metadata["filetype"] : call.request.headers.first("Content-Type")
        guard
            let content = call.keep(
                isResumable ? [] : call.body.kept, name: call.query("filename") ?? metadata["filename"] ?? "content",
                type: type ?? "application/octet-stream", ttlSeconds: seconds, length: isResumable ? length : nil)
        else { return call.refuse(.unauthorized) }
        var answer = call.created(content)
        if isResumable { answer.headers.append("Tus-Resumable", ResumableUpload.version) }
        return answer
    }
}
