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
        switch try world.accounts.way(of: user) {
        case .byRedirects: return try await visit(login, headers: headers, limit: TestBrowser.signInRedirects)
        case .given(let cookies):
            for (name, value) in cookies { await setCookie(name: name, value: value) }
            let page = login == world.accounts.login ? world.accounts.home : login
            return try await visit(page, headers: headers, limit: TestBrowser.signInRedirects)
        case .form(let answers):
            let chain = try await visit(login, headers: headers, limit: TestBrowser.signInRedirects)
            return try await fillIn(answers, after: chain)
        }
    }

    /// Fills in the pages that lie between sign-in and session, each field once.
    private func fillIn(
        _ answers: SignInAnswers, after start: [WitnessedExchange]
    ) async throws -> [WitnessedExchange] {
        var (chain, answers) = (start, answers)
        while let last = chain.last, let page = SignInPage(last) {
            if let form = page.form(asking: answers.fields) {
                let request = answers.fill(form, from: page.url)
                chain.append(try await send(request, target: form.action.target, to: form.action))
                guard let next = redirect(of: chain[chain.count - 1], from: form.action) else { continue }
                chain += try await visit(next.description, headers: HeaderList(), limit: TestBrowser.signInRedirects)
            } else if page.url.origin == world.publicOrigin.origin, !page.asksToSignIn(with: answers.names) {
                return chain
            } else {
                throw StageProblem(.setup, answers.problem(with: page))
            }
        }
        return chain
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

    /// Where the answer sends the browser; nil if nowhere, or to a host that is neither on loopback nor a deployment's.
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
        let isHere = url.map { $0.host == "localhost" || $0.host.hasSuffix(".localhost") || $0.host == "127.0.0.1" }
        return isHere == true || world.accounts.leadsAnywhere ? url : nil
    }

    private func absoluteURL(_ text: String) -> HTTPURL? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
        do { return try HTTPURL(text) } catch { return nil }
    }
}
