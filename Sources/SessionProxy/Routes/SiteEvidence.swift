// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// What a request tells about the site that caused it.
///
/// - Source: W3C, "Fetch Metadata Request Headers"; Fetch §3.2 (`Origin`); RFC 10017 §6.1.3.3.
struct SiteEvidence: Sendable {
    /// Whether the browser says that this site, or the person herself, caused it.
    let isOwn: Bool
    /// Whether the browser says that another site caused it.
    let isForeign: Bool

    init(_ request: OwnRequest, publicOrigin: String) {
        let site = request.headers.first("Sec-Fetch-Site")
        let origin = request.headers.first("Origin")
        let isRepeated = request.headers.all("Sec-Fetch-Site").count > 1 || request.headers.all("Origin").count > 1
        let isForeignSite = site.map { $0 != "same-origin" && $0 != "none" } ?? false
        let isForeignOrigin = origin.map { $0 != publicOrigin } ?? false
        isForeign = isRepeated || isForeignSite || isForeignOrigin
        isOwn =
            !isForeign
            && (site != nil || origin != nil || Self.origin(of: request.headers.first("Referer")) == publicOrigin)
    }

    private static func origin(of referer: String?) -> String? {
        guard let referer else { return nil }
        do throws(URLProblem) { return try HTTPURL(referer).origin } catch { return nil }
    }
}

extension OwnRequest {
    /// Whether it asks for a page: then errors are pages and sign-in is a redirect; else both are for a program (STAT-03).
    var wantsPage: Bool {
        if let mode = headers.first("Sec-Fetch-Mode") { return mode == "navigate" }
        if headers.contains("X-Requested-With") { return false }
        let accept = headers.first("Accept") ?? "*/*"
        return accept.contains("text/html") || !accept.contains("json")
    }

    /// The decoded values of a query item, however often it stands there.
    func queryValues(_ name: String) -> [String] {
        RequestTarget(target).queryItems.filter { $0.name == name }.map(\.value)
    }
}
