// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Shows text in which canary names stand for secrets: each gets the colour of the user to whom it belongs, so that a
/// cookie in the wrong hands is seen at a glance.
struct CanaryText {
    /// How many users have a colour of their own.
    static let colours = 6

    private let owners: [String]

    /// Takes the users in the order in which they get their colours.
    init(owners: [String]) {
        self.owners = owners
    }

    /// The text as HTML.
    func markup(_ text: String) -> Markup {
        var parts: [Markup] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "‹"), let end = rest[start...].firstIndex(of: "›") {
            parts.append("\(rest[..<start])")
            let name = String(rest[rest.index(after: start)..<end])
            parts.append("<span class=\"canary \(colour(of: name))\">\(name)</span>")
            rest = rest[rest.index(after: end)...]
        }
        parts.append("\(rest)")
        return Markup(parts)
    }

    /// The class of a user's colour.
    func colour(of name: String) -> String {
        let owner = name.prefix { $0 != "." && $0 != "/" }
        return owners.firstIndex { $0 == owner }.map { "u\($0 % Self.colours)" } ?? "nobody"
    }
}
