// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What pages of other origins may do at a path, and what they may read.
///
/// Observed: temporary contents have rules of their own, Kubernetes distribution, 2020.
struct CrossOriginRules {
    let methods: String
    let requestHeaders: String
    let exposed: String
    /// Lines that an answer to OPTIONS has besides.
    let extra: HeaderList

    init(path: String) {
        let common = "Content-Type, Qlik-Web-Integration-ID, Qlik-CSRF-Token"
        if path.hasPrefix("/api/v1/temp-contents") {
            methods = "GET, HEAD, POST, PATCH, OPTIONS"
            requestHeaders = common + ", Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset"
            exposed = "Qlik-CSRF-Token, Content-Location, Location, Upload-Length, Upload-Offset"
            extra = ResumableUpload.description
        } else {
            methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
            requestHeaders = common + ", Authorization"
            exposed = "Qlik-CSRF-Token, Location"
            extra = [:]
        }
    }
}
