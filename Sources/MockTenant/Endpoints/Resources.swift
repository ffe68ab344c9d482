// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/resources/**`: style sheets and scripts, the same for everybody, without a session.
///
/// - Source: qlik.dev, "JWT proxy" (the files a page loads); the gateway sends `Access-Control-Allow-Origin: *`.
enum Resources: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/resources/{**}"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let file = ResourceFiles.all[call.places["**"] ?? ""] else { return call.refuse(.notFound) }
        var headers: HeaderList = [
            "ETag": file.entityTag,
            "Cache-Control": call.switches.cachesResources ? "public, max-age=3600" : "no-store",
            "Access-Control-Allow-Origin": "*",
        ]
        if Conditions.isUnchanged(call.request, entityTag: file.entityTag) {
            return TenantAnswer(status: 304, headers: headers)
        }
        headers.append("Content-Type", file.type)
        return TenantAnswer(status: 200, headers: headers, body: .bytes(file.bytes))
    }
}
