// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import Wire

/// Gzip or Brotli for text of 10 KiB and more, when the request accepts it.
///
/// Brotli's container is right and its blocks are "stored": a reader cannot tell, and no library is needed.
/// - Source: RFC 1952; RFC 7932 §9.1, §9.2; the threshold is the gateway's `gzip_min_length 10240`.
enum Compression {
    static let minBytes = 10_240

    static func apply(
        to answer: TenantAnswer, request: RequestHead, coding: TenantSwitches.ContentCoding
    ) throws(DeflateError) -> TenantAnswer {
        guard case .bytes(let bytes) = answer.body, coding != .off, coding == .gzipAlways || bytes.count >= minBytes,
            answer.status == 200,
            !answer.headers.contains("Content-Encoding"), isText(answer.headers.first("Content-Type") ?? "")
        else { return answer }
        var answer = answer
        answer.headers.append("Vary", "Accept-Encoding")
        let name = coding == .brotli ? "br" : "gzip"
        guard accepts(request, name) else { return answer }
        answer.headers.append("Content-Encoding", name)
        if let tag = answer.headers.first("ETag") { answer.headers.set("ETag", self.tag(for: tag, coding: name)) }
        answer.body = .bytes(coding == .brotli ? brotli(bytes) : try Deflater.compress(bytes, as: .gzip))
        return answer
    }

    /// The strong entity tag of the compressed form, which is another sequence of bytes.
    static func tag(for entityTag: String, coding: String) -> String {
        "\(entityTag.dropLast())-\(coding)\""
    }

    static func accepts(_ request: RequestHead, _ coding: String = "gzip") -> Bool {
        request.headers.tokens("Accept-Encoding").contains { item in
            let parts = item.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
            guard let name = parts.first, name == coding || name == "*" else { return false }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            return weight.flatMap { Double($0) } != 0
        }
    }

    private static func isText(_ type: String) -> Bool {
        let name = type.split(separator: ";").first.map(String.init) ?? ""
        return name.hasPrefix("text/") && name != "text/event-stream"
            || ["application/json", "application/javascript", "application/xml"].contains(name)
    }

    /// A window of 64 KiB, then uncompressed meta-blocks of at most that size, then the empty last one.
    static func brotli(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 0x1_0000) {
            let end = min(start + 0x1_0000, bytes.count)
            // ISLAST 0, MNIBBLES 00, MLEN-1 in 16 bits, ISUNCOMPRESSED 1; the first has the window's bit before it.
            let head = (UInt32(end - start - 1) << 3 | 1 << 19) << (start == 0 ? 1 : 0)
            output += littleEndian(head).prefix(3) + bytes[start..<end]
        }
        return output + [bytes.isEmpty ? 0b110 : 0b11]
    }

    private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32 of RFC 1952 §8.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var register: UInt32 = 0xffff_ffff
        for byte in bytes { register = table[Int((register ^ UInt32(byte)) & 0xff)] ^ (register >> 8) }
        return ~register
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }
}
