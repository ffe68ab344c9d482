// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The little of the expression language that a test needs: numbers, `+ - * /`, parentheses, texts, `OSUser()`.
///
/// What it cannot read evaluates to the text `-`, as a failed expression does on a sheet.
enum Expression {
    enum Value: Equatable {
        case number(Double)
        case text(String)
    }

    static func evaluate(_ text: String, user: TenantUser) -> Value {
        let source = text.first == "=" ? String(text.dropFirst()) : text
        let trimmed = source.filter { $0 != " " }
        if trimmed.lowercased() == "osuser()" { return .text("UserDirectory=QLIK; UserId=\(user.subject)") }
        if source.count >= 2, source.first == "'", source.last == "'" {
            return .text(String(source.dropFirst().dropLast()))
        }
        var parser = Parser(characters: Array(trimmed))
        guard let number = parser.sum(), parser.isAtEnd, number.isFinite else { return .text("-") }
        return .number(number)
    }

    private struct Parser {
        let characters: [Character]
        var position = 0
        /// Bounds the recursion: nobody nests deeper than a stack allows.
        var depth = 0

        var isAtEnd: Bool { position == characters.count }

        mutating func sum() -> Double? {
            guard var value = product() else { return nil }
            while let sign = take(["+", "-"]) {
                guard let next = product() else { return nil }
                value = sign == "+" ? value + next : value - next
            }
            return value
        }

        mutating func product() -> Double? {
            guard var value = factor() else { return nil }
            while let sign = take(["*", "/"]) {
                guard let next = factor() else { return nil }
                value = sign == "*" ? value * next : value / next
            }
            return value
        }

        mutating func factor() -> Double? {
            depth += 1
            defer { depth -= 1 }
            guard depth < 64 else { return nil }
            if take(["-"]) != nil { return factor().map { -$0 } }
            if take(["("]) != nil {
                let value = sum()
                return take([")"]) == nil ? nil : value
            }
            let start = position
            while position < characters.count, characters[position].isNumber || characters[position] == "." {
                position += 1
            }
            return Double(String(characters[start..<position]))
        }

        private mutating func take(_ signs: Set<Character>) -> Character? {
            guard position < characters.count, signs.contains(characters[position]) else { return nil }
            defer { position += 1 }
            return characters[position]
        }
    }
}
