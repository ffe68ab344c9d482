// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Wire

/// The header lines that a browser adds by itself to a request of the given kind.
///
/// - Source: Fetch Metadata Request Headers (W3C), Fetch §3.2 "Origin header".
enum BrowserHeaders {
    static func complete(
        _ request: BrowserRequest, host: String, cookie: String?, publicOrigin: String,
        given: [String: String] = [:]
    ) -> HeaderList {
        var added: [(String, String)] = [("Host", host)]
        added += given.map { ($0.key, $0.value) }
        added += fetchFields(of: request, publicOrigin: publicOrigin)
        if let cookie, !cookie.isEmpty { added.append(("Cookie", cookie)) }
        if let body = request.body, !request.isChunked { added.append(("Content-Length", "\(body.count)")) }
        if request.body != nil, request.isChunked { added.append(("Transfer-Encoding", "chunked")) }

        let own = request.headers
        let kept = added.filter { name, _ in !own.contains(name) && !request.omitted.contains(name.lowercased()) }
        return HeaderList(kept + own.map { ($0.name, $0.value) })
    }

    /// A site that is not the proxy's, as in an attack.
    static let foreignOrigin = "https://attacker.example"

    private static func fetchFields(of request: BrowserRequest, publicOrigin: String) -> [(String, String)] {
        let isModifying = request.method != "GET" && request.method != "HEAD"
        switch request.mode {
        case .program: return []
        case .api:
            return [("Accept", "*/*")] + (isModifying ? [("Origin", publicOrigin)] : [])
                + metadata(site: "same-origin", mode: "cors", destination: "empty")
        case .navigate: return pageFields + metadata(site: "none", mode: "navigate", destination: "document")
        case .script: return [("Accept", "*/*")] + metadata(site: "same-origin", mode: "no-cors", destination: "script")
        case .image:
            return [("Accept", "image/avif,image/*,*/*;q=0.8")]
                + metadata(site: "cross-site", mode: "no-cors", destination: "image")
        case .form:
            return pageFields + [("Origin", foreignOrigin)]
                + metadata(site: "cross-site", mode: "navigate", destination: "document")
        case .crossSite:
            return [("Accept", "*/*"), ("Origin", foreignOrigin)]
                + metadata(site: "cross-site", mode: "cors", destination: "empty")
        case .crossSiteNavigate:
            return pageFields + metadata(site: "cross-site", mode: "navigate", destination: "document")
        }
    }

    private static let pageFields = [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]

    private static func metadata(site: String, mode: String, destination: String) -> [(String, String)] {
        [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination)]
    }
}
