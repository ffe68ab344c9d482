// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads what `CompactWriter` wrote and refuses everything else.
struct CompactReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { position == bytes.count }

    /// The error for what was found at the present position.
    func fault(_ what: String) -> WireError {
        WireError(.badEncoding, "The stored bytes hold \(what).", offset: position)
    }

    /// Reads one byte.
    mutating func byte() throws(WireError) -> UInt8 {
        guard position < bytes.count else { throw fault("too little") }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads a number.
    mutating func number() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw fault("a number that is too large")
    }

    /// Reads a signed number.
    mutating func signed() throws(WireError) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Reads a text.
    mutating func text() throws(WireError) -> String {
        let length = try number()
        guard length <= UInt64(bytes.count - position) else { throw fault("a text that is cut") }
        let end = position + Int(length)
        guard let text = String(validating: bytes[position..<end], as: UTF8.self) else {
            throw fault("a text that is not UTF-8")
        }
        position = end
        return text
    }
}
