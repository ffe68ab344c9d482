// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A message head as its raw octets stand, split only where llhttp has already found it well formed.
///
/// NIO decodes names and values as UTF-8 and drops the reason phrase; the witness needs the octets themselves.
struct RawHead: Sendable {
    /// Method, target and version; or version, status and reason.
    var startLine: (first: String, second: String, third: String)
    var headers: HeaderList

    /// Splits the octets of a head, its blank line included.
    init(_ bytes: ByteBuffer) {
        // One octet to a scalar, so that the text's parts are the octets' parts.
        let text = String(octets: bytes.readableBytesView)
        var lines = text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        lines.removeAll { $0.isEmpty }
        startLine = lines.isEmpty ? ("", "", "") : Self.splitStartLine(lines.removeFirst())
        headers = HeaderList()
        for line in lines {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let value = line[line.utf8.index(after: colon)...]
            headers.append(String(line[..<colon]), String(Self.trim(value)))
        }
    }

    private static func splitStartLine(_ line: Substring) -> (String, String, String) {
        let parts = line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        let texts = parts.map { String(Substring($0)) } + ["", "", ""]
        return (texts[0], texts[1], texts[2])
    }

    private static func trim(_ value: Substring) -> Substring {
        var octets = value.utf8
        while let first = octets.first, first == 0x20 || first == 0x09 { octets = octets.dropFirst() }
        while let last = octets.last, last == 0x20 || last == 0x09 { octets = octets.dropLast() }
        return Substring(octets)
    }

    /// Where the head that starts at the first octet ends, or `nil` while it is incomplete.
    ///
    /// - Parameters:
    ///   - bytes: What has arrived.
    ///   - start: How many octets are known to hold no end.
    /// - Returns: The length of the head with its blank line.
    static func length(in bytes: ByteBuffer, searchingFrom start: Int) -> Int? {
        bytes.withUnsafeReadableBytes { octets in
            var index = max(start, 1)
            while index < octets.count {
                defer { index += 1 }
                guard octets[index] == 0x0A else { continue }
                if octets[index - 1] == 0x0A { return index + 1 }
                if index >= 2, octets[index - 1] == 0x0D, octets[index - 2] == 0x0A { return index + 1 }
            }
            return nil
        }
    }
}
