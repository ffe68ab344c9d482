// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Transport
import Wire

/// A page on which somebody may be asked who she is.
struct SignInPage: Sendable {
    /// A form of the page.
    struct Form: Sendable {
        /// Where it is sent to.
        var action: HTTPURL
        /// Its fields in their order, with what stands in them.
        var fields: [(name: String, value: String)] = []
        /// Whether it has a field that hides what is typed.
        var asksPassword = false
    }

    let url: HTTPURL
    private let html: String

    /// The page that an exchange brought; nil if it brought none.
    init?(_ exchange: WitnessedExchange) {
        guard let response = exchange.response, response.status < 400, let url = Self.url(of: exchange),
            response.headers.first("Content-Type")?.lowercased().contains("html") == true
        else { return nil }
        self.init(url: url, html: String(decoding: response.body.decoded ?? response.body.prefix, as: UTF8.self))
    }

    init(url: HTTPURL, html: String) {
        self.url = url
        self.html = html
    }

    private static func url(of exchange: WitnessedExchange) -> HTTPURL? {
        guard let origin = exchange.facts["origin"] else { return nil }
        let target = exchange.request.target
        do { return try HTTPURL(target.hasPrefix("/") ? origin + target : target) } catch { return nil }
    }

    /// The first form with at least one of these fields.
    func form(asking names: [String]) -> Form? {
        forms.first { form in form.fields.contains { names.contains($0.name) } }
    }

    /// Whether the page still is one to sign in on: it asks for a password, or for one of these fields.
    func asksToSignIn(with names: [String]) -> Bool {
        form(asking: names) != nil || forms.contains(where: \.asksPassword)
    }

    private var forms: [Form] {
        var forms: [Form] = []
        var current: Form?
        for tag in HTMLTags(html) {
            switch tag.name {
            case "form": current = form(tag)
            case "/form":
                if let current { forms.append(current) }
                current = nil
            case "input", "button":
                guard let name = tag.attributes["name"], tag.attributes["type"] != "submit" else { continue }
                current?.fields.append((name, tag.attributes["value"] ?? ""))
                if tag.attributes["type"]?.lowercased() == "password" { current?.asksPassword = true }
            default: continue
            }
        }
        return forms + (current.map { [$0] } ?? [])
    }

    private func form(_ tag: HTMLTags.Tag) -> Form? {
        let action = tag.attributes["action"] ?? ""
        let text: String
        if action.isEmpty {
            text = url.description
        } else if action.hasPrefix("https://") || action.hasPrefix("http://") {
            text = action
        } else if action.hasPrefix("/") {
            text = url.origin + action
        } else {
            let path = url.target.prefix { $0 != "?" }
            text = url.origin + path[...(path.lastIndex(of: "/") ?? path.startIndex)] + action
        }
        do {
            return Form(action: try HTTPURL(text))
        } catch {
            return nil
        }
    }
}

/// What a user answers on sign-in pages; each answer is given once.
struct SignInAnswers: Sendable {
    /// Every field, answered or not.
    let names: [String]
    private var left: [(name: String, value: String)]

    init(answers: [(String, String)]) {
        names = answers.map(\.0)
        left = answers.map { (name: $0.0, value: $0.1) }
    }

    /// The fields that were not answered yet.
    var fields: [String] { left.map(\.name) }

    /// The request that sends the form with the answers in it.
    mutating func fill(_ form: SignInPage.Form, from page: HTTPURL) -> BrowserRequest {
        var fields = form.fields
        for index in fields.indices {
            guard let answer = left.firstIndex(where: { $0.name == fields[index].name }) else { continue }
            fields[index].value = left.remove(at: answer).value
        }
        let body = PercentEncoding.form(fields.map { ($0.name, $0.value) })
        return BrowserRequest(
            method: "POST", target: form.action.target,
            headers: ["Content-Type": "application/x-www-form-urlencoded", "Origin": page.origin],
            body: Array(body.utf8), mode: .navigate)
    }

    /// What is wrong with a page that asks for nothing that is left to answer.
    func problem(with page: SignInPage) -> String {
        let place = "\(page.url.origin)\(page.url.target.prefix { $0 != "?" })"
        guard let next = left.first else {
            return "the sign-in page \(place) came after everything was filled in: are user name and password right?"
        }
        return """
            the sign-in page \(place) has no form with a field "\(next.name)": let "form" in the target file name the \
            fields of the page as it is now
            """
    }
}
