// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension String {
    /// The text with what HTML and XML reserve written as references, so that it can stand in elements and in quoted attributes.
    ///
    /// - Shape: scalar by scalar, for `<` with a mark around it is one letter to Swift, and still a `<` to a browser.
    ///   Control characters, most of which XML forbids, become U+FFFD.
    /// - Source: HTML Living Standard §13.3; XML 1.0 §2.2, §2.4.
    public var inMarkup: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
                text.unicodeScalars.append("\u{FFFD}")
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
