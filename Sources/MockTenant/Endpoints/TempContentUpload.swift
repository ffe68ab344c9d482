// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// `POST /api/v1/temp-contents?filename=&ttl=`: keeps bytes for a while; 201 and a `Location`.
///
/// - Source: qlik.dev, "Temporary contents": `ttl` 3600 s by default, 259200 s at most.
enum TempContentUpload: TenantEndpoint {
    static let methods = ["POST"]
    static let path: PathPattern = "/api/v1/temp-contents"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let keptBodyBytes = 64 * 1024 * 1024

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        guard call.body.isWhole else { return call.refuse(.bodyTooLarge) }
        let seconds = call.query("ttl").flatMap { Int64($0) } ?? 3600
        guard (1...259_200).contains(seconds) else { return call.refuse(.badRequest("ttl is not 1 to 259200")) }
        let content = TempContent(
            id: Hex.string(call.core.random.bytes(12)),
            name: call.query("filename") ?? "content",
            type: call.request.headers.first("Content-Type") ?? "application/octet-stream",
            ownerID: user.id,
            expiresAt: call.now + seconds * 1000,
            ttlSeconds: seconds,
            entityTag: "\"\(call.body.digest.prefix(32))\"",
            bytes: call.body.kept)
        call.core.contents.put(content)
        return TenantAnswer(
            status: 201, headers: ["Location": call.contentLocation(content.id)], body: .bytes([]))
    }
}
