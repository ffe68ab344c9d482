// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Knows the tenant's origins and maps absolute URLs that name them to the public one (STAT-02, STAT-05).
final class TenantOrigins: Sendable {
    private let authorities: [[UInt8]]
    private let hosts: [[UInt8]]
    private let publicAuthority: [UInt8]
    private let publicScheme: String

    init(authority: String, port: Int, aliases: [String], publicOrigin: String) {
        var authorities: [String] = []
        var hosts: [String] = []
        for name in [authority] + aliases {
            let host = String(name.lowercased().prefix { $0 != ":" })
            hosts.append(host)
            authorities.append("\(host):\(port)")
            if port == 443 { authorities.append(host) }
            if name.lowercased() != host { authorities.append(name.lowercased()) }
        }
        self.authorities = authorities.map { Array($0.utf8) }
        self.hosts = hosts.map { Array($0.utf8) }
        let parts = publicOrigin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        publicScheme = parts.first == "http:" ? "http" : "https"
        publicAuthority = Array((parts.last ?? "").utf8)
    }

    /// A URL that starts at the tenant: how many octets its origin takes, and what stands there instead.
    struct Mapping {
        var length: Int
        var replacement: [UInt8]
    }

    /// Maps a URL; nil when it names another host, or none.
    func mapping(of url: UnsafeRawBufferPointer, slash: StaticString = "/") -> Mapping? {
        let slashes = slash.utf8CodeUnitCount * 2
        guard let scheme = scheme(of: url, slash: slash) else { return nil }
        let start = scheme.length + slashes
        guard start < url.count else { return nil }
        let rest = UnsafeRawBufferPointer(rebasing: url[start...])
        let end = rest.firstIndex { [0x2f, 0x3f, 0x23, 0x22, 0x5c].contains($0) } ?? rest.count
        let authority = UnsafeRawBufferPointer(rebasing: rest[0..<end])
        guard authorities.contains(where: { isSame($0, authority) }) else { return nil }
        var replacement = Array(scheme.replacement.utf8)
        for _ in 0..<2 { slash.withUTF8Buffer { replacement.append(contentsOf: $0) } }
        return Mapping(length: start + end, replacement: replacement + publicAuthority)
    }

    private func isSame(_ known: [UInt8], _ authority: UnsafeRawBufferPointer) -> Bool {
        known.count == authority.count && zip(known, authority).allSatisfy { $0 == ASCII.lower($1) }
    }

    private func scheme(of url: UnsafeRawBufferPointer, slash: StaticString) -> (length: Int, replacement: String)? {
        func hasSlashes(_ offset: Int) -> Bool {
            let count = slash.utf8CodeUnitCount
            guard url.count >= offset + 2 * count else { return false }
            let rest = UnsafeRawBufferPointer(rebasing: url[offset...])
            return ASCII.startsFolded(rest, slash)
                && ASCII.startsFolded(UnsafeRawBufferPointer(rebasing: rest[count...]), slash)
        }
        if hasSlashes(0) { return (0, "") }
        let socket = publicScheme == "http" ? "ws:" : "wss:"
        let known: [(StaticString, String)] = [
            ("https:", publicScheme + ":"), ("http:", publicScheme + ":"), ("wss:", socket), ("ws:", socket),
        ]
        for (text, replacement) in known where ASCII.startsFolded(url, text) && hasSlashes(text.utf8CodeUnitCount) {
            return (text.utf8CodeUnitCount, replacement)
        }
        return nil
    }

    /// Whether a URL or path leads to the tenant's own sign-in: its way of saying that the session is gone.
    func isSignIn(_ url: UnsafeRawBufferPointer) -> Bool {
        var path = url
        if let mapping = mapping(of: url) { path = UnsafeRawBufferPointer(rebasing: url[mapping.length...]) }
        guard ASCII.startsFolded(path, "/login") else { return false }
        return path.count == 6 || path[6] == UInt8(ascii: "?") || path[6] == UInt8(ascii: "/")
    }

    /// How many octets may lie between the quotation mark before a link and what follows its origin, both counted.
    var longestLinkStart: Int { (authorities.map(\.count).max() ?? 0) + #""https:\/\/x"#.utf8.count }

    /// Rewrites the strings of a JSON text that start with one of the tenant's origins; nil when there are none.
    func rewriteLinks(in text: ByteBuffer) -> ByteBuffer? {
        text.withUnsafeReadableBytes { bytes in
            var (output, copied) = rewriteLinks(in: bytes, before: bytes.count)
            output?.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[copied...]))
            return output
        }
    }

    /// The same for a text that goes on: only links whose quotation mark stands before `end` are looked at.
    ///
    /// - Returns: the text up to `end`, or to the end of the last origin; and how much of what was given that is.
    func rewriteLinks(in text: ByteBuffer, before end: Int) -> (ByteBuffer, length: Int) {
        guard end > 0 else { return (ByteBuffer(), 0) }
        return text.withUnsafeReadableBytes { bytes in
            let (output, copied) = rewriteLinks(in: bytes, before: end)
            var result = output ?? ByteBuffer()
            let length = max(copied, end)
            result.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[copied..<length]))
            return (result, length)
        }
    }

    /// What was written up to the last origin found, nil without any, and how many octets were read for it.
    private func rewriteLinks(in bytes: UnsafeRawBufferPointer, before end: Int) -> (ByteBuffer?, copied: Int) {
        var output: ByteBuffer?
        var copied = 0
        var from = 0
        while let start = nextLink(in: bytes, from: from), start <= end {
            from = start + 1
            let url = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let mapping = mapping(of: url) ?? mapping(of: url, slash: "\\/") else { continue }
            var copy = output ?? ByteBufferAllocator().buffer(capacity: bytes.count + 256)
            copy.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[copied..<start]))
            copy.writeBytes(mapping.replacement)
            output = copy
            copied = start + mapping.length
            from = copied
        }
        return (output, copied)
    }

    /// The offset behind the quotation mark of the next string that may be a link.
    private func nextLink(in bytes: UnsafeRawBufferPointer, from: Int) -> Int? {
        var nearest: Int?
        for host in hosts {
            guard let found = nextLink(in: bytes, from: from, host: host) else { continue }
            nearest = min(nearest ?? found, found)
        }
        return nearest
    }

    private func nextLink(in bytes: UnsafeRawBufferPointer, from: Int, host: [UInt8]) -> Int? {
        let anchor = host.firstIndex(of: UInt8(ascii: ".")) ?? 0
        var position = from
        while position < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
            guard let found = rest.firstOffset(of: host[anchor]) else { return nil }
            let start = position + found - anchor
            position += found + 1
            guard start >= from, start + host.count <= bytes.count,
                isSame(host, UnsafeRawBufferPointer(rebasing: bytes[start..<start + host.count]))
            else { continue }
            // `https:\/\/` is the longest thing that may stand between the mark and the host.
            let earliest = max(from, start - 11)
            if let mark = bytes[earliest..<start].lastIndex(of: UInt8(ascii: "\"")) { return mark + 1 }
        }
        return nil
    }
}
