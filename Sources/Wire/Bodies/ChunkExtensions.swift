// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Follows the extensions of one chunk size line, from after the first semicolon to the CR.
///
/// - Source: RFC 9112 §7.1.1, without the "bad white space" that no sender may write.
struct ChunkExtensions: Sendable {
    private enum State: Sendable { case nameStart, name, valueStart, value, quoted, escaped, afterQuoted }
    private var state = State.nameStart
    private var length = 0

    /// Takes one octet.
    ///
    /// - Returns: true for the CR that ends the line.
    mutating func step(_ octet: UInt8, at index: Int) throws(WireError) -> Bool {
        length += 1
        guard length <= ChunkScanner.longestExtension else {
            throw WireError(.lineTooLong, "The extensions of a chunk are too long.", offset: index)
        }
        switch (state, octet) {
        case (.quoted, ASCII.quote): state = .afterQuoted
        case (.quoted, ASCII.backslash): state = .escaped
        case (.quoted, _) where !ASCII.isControl(octet): break
        case (.escaped, _) where !ASCII.isControl(octet): state = .quoted
        case (.nameStart, _) where ASCII.isTokenOctet(octet): state = .name
        case (.valueStart, _) where ASCII.isTokenOctet(octet): state = .value
        case (.name, _) where ASCII.isTokenOctet(octet), (.value, _) where ASCII.isTokenOctet(octet): break
        case (.name, ASCII.equals): state = .valueStart
        case (.valueStart, ASCII.quote): state = .quoted
        case (.name, ASCII.semicolon), (.value, ASCII.semicolon), (.afterQuoted, ASCII.semicolon): state = .nameStart
        case (.name, ASCII.carriageReturn), (.value, ASCII.carriageReturn), (.afterQuoted, ASCII.carriageReturn):
            return true
        case (_, ASCII.lineFeed): throw FieldLine.controlFault(octet, at: index)
        default: throw WireError(.badChunk, "A chunk extension breaks its grammar.", offset: index)
        }
        return false
    }
}
