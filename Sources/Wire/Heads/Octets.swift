// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

extension String {
    /// Makes a string in which each Unicode scalar stands for one octet.
    ///
    /// - Shape: ISO-8859-1, so that any bytes survive a round trip through `octets`.
    public init(octets: some Sequence<UInt8>) {
        let ascii = octets.withContiguousStorageIfAvailable { bytes in
            bytes.reduce(0, |) < 0x80 ? String(decoding: bytes, as: UTF8.self) : nil
        }
        if let ascii = ascii ?? nil {
            self = ascii
            return
        }
        var utf8: [UInt8] = []
        utf8.reserveCapacity(octets.underestimatedCount)
        for octet in octets {
            if octet < 0x80 {
                utf8.append(octet)
            } else {
                utf8.append(0xC0 | octet >> 6)
                utf8.append(0x80 | octet & 0x3F)
            }
        }
        self.init(decoding: utf8, as: UTF8.self)
    }

    /// Whether each scalar is its own octet in UTF-8 too.
    fileprivate var isASCII: Bool {
        utf8.withContiguousStorageIfAvailable { $0.reduce(0, |) < 0x80 } ?? utf8.allSatisfy { $0 < 0x80 }
    }

    /// The octets that the scalars of this string stand for.
    ///
    /// - Shape: a scalar above U+00FF stands for no octet and becomes `?`, never a truncated byte.
    public var octets: [UInt8] {
        if isASCII { return Array(utf8) }
        return unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }
}

extension String {
    /// Copies the octets that the scalars stand for into memory that has room for them.
    ///
    /// - Returns: the position behind them.
    func copyOctets(to space: UnsafeMutableRawBufferPointer, at position: Int) -> Int {
        let copied: Int? = utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.reduce(0, |) < 0x80 else { return -1 }
            UnsafeMutableRawBufferPointer(rebasing: space[position...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
            return bytes.count
        }
        if let copied, copied >= 0 { return position + copied }
        let octets = octets
        UnsafeMutableRawBufferPointer(rebasing: space[position...]).copyBytes(from: octets)
        return position + octets.count
    }
}

extension ByteBuffer {
    /// Appends the octets that the scalars of `text` stand for.
    ///
    /// - Returns: how many octets were written.
    @discardableResult
    public mutating func writeOctets(_ text: String) -> Int {
        text.isASCII ? writeString(text) : writeBytes(text.octets)
    }

    /// Removes all readable bytes and gives them as an octet string.
    public mutating func readOctets() -> String {
        let text = String(octets: readableBytesView)
        moveReaderIndex(to: writerIndex)
        return text
    }
}
