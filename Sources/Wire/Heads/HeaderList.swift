// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An ordered list of header lines that keeps order, repetition and letter case.
///
/// - Shape: names are compared without regard to the case of ASCII letters (RFC 9110 §5.1).
public struct HeaderList: Sendable, Hashable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    @usableFromInline var fields: [HeaderField]

    /// Makes an empty list.
    public init() { fields = [] }

    /// Makes a list of the given lines.
    public init(_ fields: [HeaderField]) { self.fields = fields }

    /// Makes a list of the given names and values.
    public init(_ pairs: [(String, String)]) {
        fields = pairs.map { HeaderField(name: $0.0, value: $0.1) }
    }

    /// Makes a list of the literal's entries, in their order; a name may be repeated.
    public init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }

    /// The position of the first line.
    public var startIndex: Int { fields.startIndex }
    /// The position after the last line.
    public var endIndex: Int { fields.endIndex }

    /// The line at a position.
    public subscript(position: Int) -> HeaderField {
        get { fields[position] }
        set { fields[position] = newValue }
    }

    /// Lends the lines, so that whoever goes through them copies none.
    @inlinable public func withLines<Result>(_ body: (UnsafeBufferPointer<HeaderField>) -> Result) -> Result {
        fields.withUnsafeBufferPointer(body)
    }

    /// The value of the first line of that name.
    public func first(_ name: String) -> String? {
        index(of: name).map { fields[$0].value }
    }

    /// The values of all lines of that name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { ASCII.equalIgnoringCase($0.name, name) }.map(\.value)
    }

    /// Whether a line of that name exists.
    public func contains(_ name: String) -> Bool {
        index(of: name) != nil
    }

    private func index(of name: String) -> Int? {
        fields.indices.first { ASCII.equalIgnoringCase(fields[$0].name, name) }
    }

    /// Adds a line at the end.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(HeaderField(name: name, value: value))
    }

    /// Adds all lines of another list at the end.
    public mutating func append(contentsOf other: HeaderList) {
        fields.append(contentsOf: other.fields)
    }

    /// Gives the first line of that name a new value and removes the others, or adds a line at the end.
    public mutating func set(_ name: String, _ value: String) {
        guard let index = index(of: name) else {
            return append(name, value)
        }
        fields[index] = HeaderField(name: name, value: value)
        let tail = fields[(index + 1)...].filter { !ASCII.equalIgnoringCase($0.name, name) }
        fields.replaceSubrange((index + 1)..., with: tail)
    }

    /// Removes every line of that name.
    public mutating func removeAll(_ name: String) {
        fields.removeAll { ASCII.equalIgnoringCase($0.name, name) }
    }

    /// Removes every line for which the condition holds.
    public mutating func removeAll(where condition: (HeaderField) -> Bool) {
        fields.removeAll(where: condition)
    }

    /// The members of a comma-separated list over all lines of that name, trimmed, without empty ones.
    ///
    /// - Shape: a comma inside a quoted string does not separate.
    /// - Source: RFC 9110 §5.6.1, §5.6.4.
    public func tokens(_ name: String) -> [String] {
        all(name).flatMap(Self.listMembers)
    }

    /// Whether the comma-separated list of that name has this token, without regard to case.
    public func hasToken(_ name: String, _ token: String) -> Bool {
        tokens(name).contains { ASCII.equalIgnoringCase($0, token) }
    }

    private static func listMembers(_ value: String) -> [String] {
        var members: [String] = []
        var start = value.startIndex
        var isQuoted = false
        var isEscaped = false
        func close(at end: String.Index) {
            let member = ASCII.trimmed(value[start..<end])
            if !member.isEmpty { members.append(String(member)) }
        }
        for index in value.utf8.indices {
            let octet = value.utf8[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted && octet == ASCII.backslash {
                isEscaped = true
            } else if octet == ASCII.quote {
                isQuoted.toggle()
            } else if octet == ASCII.comma && !isQuoted {
                close(at: index)
                start = value.utf8.index(after: index)
            }
        }
        close(at: value.endIndex)
        return members
    }
}
