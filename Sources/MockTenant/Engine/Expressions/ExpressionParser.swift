// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads an expression and computes it on the way.
struct ExpressionParser {
    private let characters: [Character]
    private let scope: ExpressionScope
    private var position = 0
    /// Bounds the recursion: nobody nests deeper than a stack allows.
    private var depth = 0

    init(_ text: String, scope: ExpressionScope) {
        characters = Array(text)
        self.scope = scope
    }

    /// The value of the whole text, nil where it cannot be read.
    mutating func whole() -> Expression.Value? {
        guard let value = sum() else { return nil }
        skipBlanks()
        return position == characters.count ? value : nil
    }

    private mutating func sum() -> Expression.Value? {
        guard var value = product() else { return nil }
        while let sign = take(["+", "-", "&"]) {
            guard let next = product() else { return nil }
            if sign == "&" {
                value = .text(value.shown + next.shown)
            } else {
                guard let left = value.number, let right = next.number else { return nil }
                value = .number(sign == "+" ? left + right : left - right)
            }
        }
        return value
    }

    private mutating func product() -> Expression.Value? {
        guard var value = factor() else { return nil }
        while let sign = take(["*", "/"]) {
            guard let left = value.number, let right = factor()?.number else { return nil }
            value = .number(sign == "*" ? left * right : left / right)
        }
        return value
    }

    private mutating func factor() -> Expression.Value? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { return nil }
        if take(["-"]) != nil { return factor()?.number.map { .number(-$0) } }
        if take(["("]) != nil {
            let value = sum()
            return take([")"]) == nil ? nil : value
        }
        if take(["'"]) != nil { return quoted(until: "'").map { .text($0) } }
        skipBlanks()
        guard position < characters.count else { return nil }
        if characters[position].isNumber || characters[position] == "." { return number() }
        return named()
    }

    private mutating func number() -> Expression.Value? {
        let text = run { $0.isNumber || $0 == "." }
        return Double(text).map { .number($0) }
    }

    /// A field, `OSUser()`, or an aggregation.
    private mutating func named() -> Expression.Value? {
        if take(["["]) != nil {
            return quoted(until: "]").flatMap { only($0) }
        }
        let name = run { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !name.isEmpty else { return nil }
        guard take(["("]) != nil else { return only(name) }
        if name.lowercased() == "osuser" {
            return take([")"]) == nil ? nil : .text("UserDirectory=QLIK; UserId=\(scope.user.subject)")
        }
        return Aggregation(rawValue: name.lowercased()).flatMap { aggregate($0) }
    }

    private mutating func aggregate(_ aggregation: Aggregation) -> Expression.Value? {
        guard var name = fieldName() else { return nil }
        let isDistinct = name.lowercased() == "distinct"
        if isDistinct {
            guard let next = fieldName() else { return nil }
            name = next
        }
        guard take([")"]) != nil, let field = scope.table.index(of: name) else { return nil }
        return aggregation.value(of: field, in: scope, isDistinct: isDistinct)
    }

    private mutating func fieldName() -> String? {
        if take(["["]) != nil { return quoted(until: "]") }
        skipBlanks()
        let name = run { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : name
    }

    private func only(_ name: String) -> Expression.Value? {
        scope.table.index(of: name).flatMap { Aggregation.only.value(of: $0, in: scope, isDistinct: false) }
    }

    // MARK: Characters

    private mutating func skipBlanks() {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
    }

    private mutating func run(while isPart: (Character) -> Bool) -> String {
        let start = position
        while position < characters.count, isPart(characters[position]) { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func quoted(until end: Character) -> String? {
        let text = run { $0 != end }
        guard position < characters.count else { return nil }
        position += 1
        return text
    }

    private mutating func take(_ signs: Set<Character>) -> Character? {
        skipBlanks()
        guard position < characters.count, signs.contains(characters[position]) else { return nil }
        defer { position += 1 }
        return characters[position]
    }
}
