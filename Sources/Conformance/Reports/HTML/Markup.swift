// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// HTML that is safe to show: literals stand as they are, every value that is put into them is escaped.
///
/// Values come from the proxy under test, which may be hostile. They are escaped by Unicode scalar: a quotation mark
/// with a combining mark behind it is one letter to Swift, and still a quotation mark to a browser.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The HTML.
    private(set) var html: String

    init(stringLiteral value: String) {
        html = value
    }

    init(stringInterpolation: StringInterpolation) {
        html = stringInterpolation.html
    }

    /// Parts behind one another.
    init(_ parts: some Sequence<Markup>) {
        html = parts.map(\.html).joined()
    }

    /// What of our own is HTML, CSS or script already.
    init(trusted html: String) {
        self.html = html
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { html += literal }
        mutating func appendInterpolation(_ text: some StringProtocol) { html += String(text).inHTML }
        mutating func appendInterpolation(_ number: some BinaryInteger) { html += "\(number)" }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
        mutating func appendInterpolation(_ parts: [Markup]) { html += parts.map(\.html).joined() }
        mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
    }
}

extension String {
    /// The text with what HTML reserves written as references, in elements and in quoted attributes.
    ///
    /// - Shape: control characters and those that turn the direction of writing become U+FFFD.
    var inHTML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "`": text += "&#96;"
            case "\t", "\n": text.unicodeScalars.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": text += "\u{FFFD}"
            case _ where scalar.properties.generalCategory == .control: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The text as the name of an anchor.
    var asAnchor: String {
        "s-"
            + unicodeScalars.map {
                $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? "\($0)" : "-"
            }
            .joined()
    }
}
