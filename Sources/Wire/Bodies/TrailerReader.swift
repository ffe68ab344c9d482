// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Collects the trailer lines after the last chunk.
///
/// - Source: RFC 9112 §7.1.2; RFC 9110 §6.5.1 for the names that are refused.
struct TrailerReader: Sendable {
    /// The most bytes of one trailer line.
    static let longestLine = 8192
    /// The most trailer lines.
    static let mostLines = 64
    /// The names that would change framing or routing.
    static let forbidden: Set<String> = ["content-length", "transfer-encoding", "host", "upgrade", "connection"]

    /// The lines read so far.
    private(set) var fields: HeaderList = [:]
    private var line: [UInt8] = []

    /// Takes one octet.
    ///
    /// - Returns: true for the LF of the empty line that ends the body.
    mutating func step(_ octet: UInt8, at index: Int) throws(WireError) -> Bool {
        line.append(octet)
        guard line.count <= Self.longestLine + 2 else {
            throw WireError(.lineTooLong, "A trailer line is too long.", offset: index)
        }
        guard octet == ASCII.lineFeed || line.dropLast().last == ASCII.carriageReturn else { return false }
        defer { line.removeAll(keepingCapacity: true) }
        if line == [ASCII.carriageReturn, ASCII.lineFeed] { return true }
        guard octet == ASCII.lineFeed, line.first != ASCII.carriageReturn else {
            throw FieldLine.controlFault(ASCII.carriageReturn, at: index - 1)
        }
        try add(at: index)
        return false
    }

    private mutating func add(at index: Int) throws(WireError) {
        let start = index - line.count + 1
        guard fields.count < Self.mostLines else {
            throw WireError(.tooManyFields, "There are too many trailer lines.", offset: start)
        }
        let result: Result<HeaderField?, WireError> = line.withUnsafeBytes { bytes in
            do throws(WireError) {
                let span = try FieldLine.scan(bytes, from: 0, to: bytes.count)?.span
                return .success(span.map { HeaderField(name: bytes.text($0.name), value: bytes.text($0.value)) })
            } catch {
                return .failure(WireError(error.code, error.reason, offset: error.offset + start))
            }
        }
        guard let field = try result.get() else { return }
        guard !Self.forbidden.contains(ASCII.lowercased(field.name)) else {
            throw WireError(.forbiddenTrailer, "A trailer line would change framing or routing.", offset: start)
        }
        fields.append(field.name, field.value)
    }
}
