// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The tags of an HTML page in their order, with their attributes: enough to find forms.
///
/// - Shape: names are in lower case, `/form` ends a form; comments and scripts are passed over.
struct HTMLTags: Sequence, IteratorProtocol {
    /// One tag.
    struct Tag: Sendable, Hashable {
        let name: String
        let attributes: [String: String]
    }

    private var rest: Substring

    init(_ html: String) {
        rest = html[...]
    }

    mutating func next() -> Tag? {
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            if rest.hasPrefix("!--") {
                skip(past: "-->")
                continue
            }
            let name = take { !$0.isWhitespace && $0 != ">" }.lowercased()
            let attributes = attributes()
            if name == "script" || name == "style" { skip(past: "</\(name)") }
            if !name.isEmpty { return Tag(name: name, attributes: attributes) }
        }
        return nil
    }

    private mutating func attributes() -> [String: String] {
        var attributes: [String: String] = [:]
        while let first = rest.first, first != ">" {
            guard !first.isWhitespace, first != "/" else {
                rest = rest.dropFirst()
                continue
            }
            let name = take { !$0.isWhitespace && !"=>/".contains($0) }.lowercased()
            guard rest.first == "=" else {
                if name.isEmpty { rest = rest.dropFirst() } else { attributes[name] = "" }
                continue
            }
            rest = rest.dropFirst()
            attributes[name] = Self.unescaped(value())
        }
        rest = rest.dropFirst()
        return attributes
    }

    private mutating func value() -> Substring {
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            return take { !$0.isWhitespace && $0 != ">" }
        }
        rest = rest.dropFirst()
        let value = take { $0 != quote }
        rest = rest.dropFirst()
        return value
    }

    private mutating func take(while isPart: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: isPart)
        rest = rest[taken.endIndex...]
        return taken
    }

    private mutating func skip(past text: String) {
        rest = rest.firstRange(of: text).map { rest[$0.upperBound...] } ?? rest[rest.endIndex...]
    }

    private static func unescaped(_ text: Substring) -> String {
        let names = ["&quot;": "\"", "&#34;": "\"", "&#39;": "'", "&lt;": "<", "&gt;": ">", "&#x2F;": "/"]
        return names.reduce(String(text)) { $0.replacing($1.key, with: $1.value) }.replacing("&amp;", with: "&")
    }
}
