// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

extension TestBrowser {
    /// How many redirects a sign-in may take: proxy, provider, proxy, page, and as much again.
    private static let signInRedirects = 10

    func signIn(via login: String, headers: HeaderList) async throws -> [WitnessedExchange] {
        try await visit(login, headers: headers, limit: TestBrowser.signInRedirects)
    }

    func visit(_ url: String, headers: HeaderList, limit: Int) async throws -> [WitnessedExchange] {
        var chain: [WitnessedExchange] = []
        var target = url
        var base = world.publicOrigin
        if let absolute = absoluteURL(url) { (base, target) = (absolute, absolute.target) }
        while true {
            let request = BrowserRequest(target: target, headers: headers, mode: .navigate)
            let exchange = try await send(request, target: target, to: base)
            chain.append(exchange)
            guard chain.count <= limit, let next = redirect(of: exchange, from: base) else { return chain }
            (base, target) = (next, next.target)
        }
    }

    /// Where the answer sends the browser; nil if nowhere, or to a host that is not on loopback.
    private func redirect(of exchange: WitnessedExchange, from base: HTTPURL) -> HTTPURL? {
        guard let response = exchange.response, [301, 302, 303, 307, 308].contains(response.status),
            let location = response.headers.first("Location")
        else { return nil }
        let url: HTTPURL?
        if location.hasPrefix("//") {
            url = absoluteURL("\(base.scheme):\(location)")
        } else if location.hasPrefix("/") {
            url = absoluteURL(base.origin + location)
        } else {
            url = absoluteURL(location)
        }
        guard let url, url.host == "localhost" || url.host.hasSuffix(".localhost") || url.host == "127.0.0.1" else {
            return nil
        }
        return url
    }

    private func absoluteURL(_ text: String) -> HTTPURL? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
        do { return try HTTPURL(text) } catch { return nil }
    }
}
