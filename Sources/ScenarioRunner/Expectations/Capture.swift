// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Keeps a piece of an answer under a name: `capture: { token: header qlik-csrf-token }`.
struct Capture: Sendable, Hashable {
    let name: String
    private let kind: String
    private let argument: String

    private static let kinds = ["header", "body", "json", "cookie", "query"]

    init(_ entry: Node.Entry) throws(Diagnostic) {
        let words = try entry.value.string().split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = words.first, Self.kinds.contains(first) else {
            throw Diagnostic.unknown("place", words.first ?? "", at: entry.value.place, known: Self.kinds)
        }
        guard words.count == (first == "body" ? 1 : 2) else {
            throw Diagnostic(entry.value.place, "expected \"body\", or a kind and a name such as \"header ETag\"")
        }
        name = entry.key
        kind = first
        argument = words.count == 2 ? words[1] : ""
    }

    /// The piece; nil if the answer does not have it.
    func value(in response: WitnessedResponse) -> String? {
        switch kind {
        case "header": return response.headers.first(argument)
        case "body": return response.body.text
        case "json":
            return JSONExpectation.parse(response.body).flatMap { JSONPattern.value(at: argument, in: $0) }
                .map(JSONPattern.text)
        case "cookie":
            let lines = response.headers.all("Set-Cookie")
            return lines.compactMap { SetCookieHeader.parse($0) }.last { $0.name == argument }?.value
        default:
            return response.headers.first("Location").flatMap { RequestTarget($0).queryValue(argument) }
        }
    }
}
