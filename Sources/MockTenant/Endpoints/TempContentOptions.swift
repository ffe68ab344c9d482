// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `OPTIONS /api/v1/temp-contents`: what resumable uploads can do here.
///
/// - Source: tus.io 1.0.0, "OPTIONS"; 204 and `Tus-*` lines, with or without an origin.
enum TempContentOptions: TenantEndpoint {
    static let methods = ["OPTIONS"]
    static let path: PathPattern = "/api/v1/temp-contents"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        TenantAnswer(status: 204, headers: ResumableUpload.description)
    }
}
