// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Text in XML and HTML.
enum Markup {
    /// The text with what both reserve written as references, so that it can stand in elements and attributes.
    ///
    /// - Source: XML 1.0 §2.2 forbids most control characters; they become U+FFFD.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
                escaped.unicodeScalars.append("\u{FFFD}")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
