// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A message head as its raw octets stand, split only where llhttp has already found it well formed.
///
/// NIO decodes names and values as UTF-8 and drops the reason phrase; the witness needs the octets themselves.
struct RawHead: Sendable {
    /// Method, target and version; or version, status and reason.
    private(set) var startLine = (first: "", second: "", third: "")
    private(set) var headers = HeaderList()

    /// Says whether a request with this head leaves the connection to the next one, with nothing said about it.
    var isPlainRequest: Bool {
        startLine.third == "HTTP/1.1" && !headers.contains("Connection") && !headers.contains("Upgrade")
    }

    /// Splits the octets of a head, its blank line included.
    init(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { octets in
            var start = 0
            var isFirst = true
            while let lineFeed = octets.firstIndex(of: UInt8(ascii: "\n"), from: start) {
                let isAfterReturn = lineFeed > start && octets[lineFeed - 1] == UInt8(ascii: "\r")
                let line = octets[start..<(isAfterReturn ? lineFeed - 1 : lineFeed)]
                start = lineFeed + 1
                guard !line.isEmpty else { continue }
                if isFirst { readStartLine(line) } else { readField(line) }
                isFirst = false
            }
        }
    }

    private mutating func readStartLine(_ line: Slice<UnsafeRawBufferPointer>) {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        let texts = parts.map(Self.text) + ["", "", ""]
        startLine = (texts[0], texts[1], texts[2])
    }

    private mutating func readField(_ line: Slice<UnsafeRawBufferPointer>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        headers.append(Self.text(line[..<colon]), Self.text(Self.trim(line[(colon + 1)...])))
    }

    private static func text(_ octets: Slice<UnsafeRawBufferPointer>) -> String {
        String(octets: UnsafeRawBufferPointer(rebasing: octets))
    }

    private static func trim(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var octets = value
        while let first = octets.first, first == 0x20 || first == 0x09 { octets = octets.dropFirst() }
        while let last = octets.last, last == 0x20 || last == 0x09 { octets = octets.dropLast() }
        return octets
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
            while let lineFeed = octets.firstIndex(of: 0x0A, from: index) {
                if octets[lineFeed - 1] == 0x0A { return lineFeed + 1 }
                if lineFeed >= 2, octets[lineFeed - 1] == 0x0D, octets[lineFeed - 2] == 0x0A { return lineFeed + 1 }
                index = lineFeed + 1
            }
            return nil
        }
    }
}
