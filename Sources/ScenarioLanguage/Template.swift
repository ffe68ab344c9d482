// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Text with substitutions: `/app/<apps.sales>`.
///
/// Only `<scope.name>` is a substitution; `<script>` and `a < b` are text.
/// A scope is lower-case letters, digits, `-` and `/`; a name may also have capitals, `.` and `_`.
public struct Template: Sendable, Hashable {
    /// A piece of the text.
    public enum Part: Sendable, Hashable {
        /// Text as it stands.
        case text(String)
        /// `<scope.name>`.
        case variable(Variable)
    }

    /// A substitution.
    public struct Variable: Sendable, Hashable, CustomStringConvertible {
        /// What stands before the first dot: a user, or `proxy`, `apps`, `kept`, ….
        public let scope: String
        /// What stands behind it.
        public let name: String

        /// Makes a variable.
        public init(scope: String, name: String) {
            self.scope = scope
            self.name = name
        }

        /// As it is written.
        public var description: String { "<\(scope).\(name)>" }
    }

    /// The pieces in order.
    public let parts: [Part]
    /// Where the text begins.
    public let place: SourcePlace

    /// Finds the substitutions in `text`.
    public init(_ text: String, place: SourcePlace) {
        self.place = place
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            literal += rest[..<open]
            let inside = rest[rest.index(after: open)...]
            if let close = inside.firstIndex(of: ">"), let variable = Self.variable(inside[..<close]) {
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.variable(variable))
                rest = inside[inside.index(after: close)...]
            } else {
                literal += "<"
                rest = inside
            }
        }
        literal += rest
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
    }

    /// The substitutions.
    public var variables: [Variable] {
        parts.compactMap { part in
            if case .variable(let variable) = part { variable } else { nil }
        }
    }

    /// The text as it was written.
    public var source: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let variable): variable.description
            }
        }.joined()
    }

    private static func variable(_ text: Substring) -> Variable? {
        guard let dot = text.firstIndex(of: ".") else { return nil }
        let scope = text[..<dot]
        let name = text[text.index(after: dot)...]
        guard !scope.isEmpty, !name.isEmpty, scope.first?.isLetter == true,
            scope.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "/" }),
            name.unicodeScalars.allSatisfy({
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains($0))
            })
        else { return nil }
        return Variable(scope: String(scope), name: String(name))
    }
}
