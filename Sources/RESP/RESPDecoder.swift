// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Reads RESP2 values off the front of a buffer; strict, pure and bounded.
public struct RESPDecoder: Sendable {
    private let limits: RESPLimits

    /// Makes a decoder with limits.
    public init(limits: RESPLimits = .standard) {
        self.limits = limits
    }

    /// Takes one whole value.
    ///
    /// - Returns: The value, or `nil` and an untouched buffer while it is incomplete.
    public func decode(_ buffer: inout ByteBuffer) throws(RESPError) -> RESPValue? {
        var attempt = buffer
        guard let value = try value(&attempt, depth: 0) else { return nil }
        buffer = attempt
        return value
    }

    private func value(_ buffer: inout ByteBuffer, depth: Int) throws(RESPError) -> RESPValue? {
        guard let type = buffer.readInteger(as: UInt8.self) else { return nil }
        guard Self.types.contains(type) else { throw RESPError(.unknownType, "No type begins with octet \(type).") }
        guard let line = try line(&buffer) else { return nil }
        switch type {
        case UInt8(ascii: "+"): return .simple(String(buffer: line))
        case UInt8(ascii: "-"): return .error(String(buffer: line))
        case UInt8(ascii: ":"): return .integer(try number(line))
        case UInt8(ascii: "$"): return try bulk(&buffer, length: try number(line))
        default: return try array(&buffer, count: try number(line), depth: depth + 1)
        }
    }

    private static let types = Array("+-:$*".utf8)

    private func bulk(_ buffer: inout ByteBuffer, length: Int64) throws(RESPError) -> RESPValue? {
        if length == -1 { return .null }
        guard length >= 0 else { throw RESPError(.badNumber, "A length is negative.") }
        guard length <= limits.bulkBytes else {
            throw RESPError(.bulkTooLong, "A bulk string exceeds \(limits.bulkBytes) octets.")
        }
        guard buffer.readableBytes >= Int(length) + 2, let bytes = buffer.readSlice(length: Int(length)) else {
            return nil
        }
        guard buffer.readBytes(length: 2) == [0x0D, 0x0A] else {
            throw RESPError(.badLineEnd, "A bulk string is not followed by CRLF.")
        }
        return .bulk(bytes)
    }

    private func array(_ buffer: inout ByteBuffer, count: Int64, depth: Int) throws(RESPError) -> RESPValue? {
        if count == -1 { return .null }
        guard count >= 0 else { throw RESPError(.badNumber, "A count is negative.") }
        guard count <= limits.elements else {
            throw RESPError(.tooManyElements, "An array has more than \(limits.elements) elements.")
        }
        guard depth <= limits.depth else {
            throw RESPError(.tooDeep, "Arrays nest deeper than \(limits.depth).")
        }
        var elements: [RESPValue] = []
        for _ in 0..<count {
            guard let element = try value(&buffer, depth: depth) else { return nil }
            elements.append(element)
        }
        return .array(elements)
    }

    /// Takes a line without its CRLF.
    private func line(_ buffer: inout ByteBuffer) throws(RESPError) -> ByteBuffer? {
        let view = buffer.readableBytesView
        guard let end = view.prefix(limits.lineBytes + 1).firstIndex(of: 0x0D) else {
            guard view.count <= limits.lineBytes else {
                throw RESPError(.lineTooLong, "A line exceeds \(limits.lineBytes) octets.")
            }
            if view.contains(0x0A) { throw RESPError(.badLineEnd, "A line ends with a bare LF.") }
            return nil
        }
        let length = end - view.startIndex
        guard view.count >= length + 2 else { return nil }
        guard view[end + 1] == 0x0A, !view[..<end].contains(0x0A) else {
            throw RESPError(.badLineEnd, "A line does not end with CRLF.")
        }
        let line = buffer.readSlice(length: length)
        buffer.moveReaderIndex(forwardBy: 2)
        return line
    }

    /// Reads a decimal number: an optional minus and digits, nothing else.
    private func number(_ line: ByteBuffer) throws(RESPError) -> Int64 {
        let view = line.readableBytesView
        let digits = view.first == UInt8(ascii: "-") ? view.dropFirst() : view
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(String(buffer: line))
        else { throw RESPError(.badNumber, "A number is not decimal or out of range.") }
        return number
    }
}
