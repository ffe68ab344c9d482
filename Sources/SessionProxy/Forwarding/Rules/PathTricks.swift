// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Refuses targets that another reader might resolve to a different path than this one does (ATT-05, ATT-07).
///
/// What passes is forwarded byte for byte, so `/app/%3Ftransient%3D` and `a%2Fb` deeper down are fine (BODY-03);
/// dot segments in any spelling, separators hidden in the first segment, and dots or separators that show only when
/// the path is decoded more than once, are not.
enum PathTricks {
    enum Verdict: Equatable {
        case clean
        /// Not an origin-form target of RFC 9112 §3.2.1.
        case malformed
        /// A path nobody asks for in good faith.
        case tricky
    }

    static func judge(target: UnsafeRawBufferPointer) -> Verdict {
        guard target.first == UInt8(ascii: "/") else { return .malformed }
        let end = target.firstOffset(of: UInt8(ascii: "?")) ?? target.count
        for octet in target where octet <= 0x20 || octet >= 0x7f || octet == UInt8(ascii: "#") { return .malformed }
        return judge(path: UnsafeRawBufferPointer(rebasing: target[0..<end]))
    }

    private static func judge(path: UnsafeRawBufferPointer) -> Verdict {
        if path.count > 1, path[1] == UInt8(ascii: "/") { return .tricky }
        var segment = Segment()
        var isFirst = true
        var index = 1
        while index < path.count {
            let (octet, length) = decoded(path, at: index)
            index += length
            // The first segment chooses the route, so it must read the same for everyone.
            if isFirst, length > 1 { return .tricky }
            switch octet {
            case 0, UInt8(ascii: "\\"): return .tricky
            case UInt8(ascii: "/"):
                if segment.isDots { return .tricky }
                segment = Segment()
                isFirst = false
            case UInt8(ascii: ";") where isFirst: return .tricky
            case UInt8(ascii: "%") where isFirst: return .tricky
            default: segment.take(octet)
            }
        }
        return segment.isDots || hidesEscapes(path) ? .tricky : .clean
    }

    /// More rounds of decoding than anyone needs; who encodes more often hides something.
    private static let mostRounds = 3

    /// Whether a further round of decoding would bring out a dot, a separator or a NUL.
    private static func hidesEscapes(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.firstOffset(of: UInt8(ascii: "%")) != nil else { return false }
        var octets = decodedOnce(path).octets
        for _ in 0..<mostRounds {
            let (next, revealed) = octets.withUnsafeBytes { decodedOnce($0) }
            if revealed.isEmpty { return false }
            if revealed.contains(where: { $0 == 0 || $0 == 0x2e || $0 == 0x2f || $0 == 0x5c }) { return true }
            octets = next
        }
        return true
    }

    /// One round of decoding, and what the escapes in it stood for.
    private static func decodedOnce(_ path: UnsafeRawBufferPointer) -> (octets: [UInt8], revealed: [UInt8]) {
        var octets: [UInt8] = []
        var revealed: [UInt8] = []
        octets.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            let (octet, length) = decoded(path, at: index)
            octets.append(octet)
            if length > 1 { revealed.append(octet) }
            index += length
        }
        return (octets, revealed)
    }

    /// Whether a segment is `.` or `..`, up to a parameter that some servers cut off.
    private struct Segment {
        private var length = 0
        private var onlyDots = true
        private var isCut = false

        var isDots: Bool { onlyDots && (1...2).contains(length) }

        mutating func take(_ octet: UInt8) {
            if octet == UInt8(ascii: ";") { isCut = true }
            guard !isCut else { return }
            length += 1
            if octet != UInt8(ascii: ".") { onlyDots = false }
        }
    }

    private static func decoded(_ path: UnsafeRawBufferPointer, at index: Int) -> (UInt8, Int) {
        guard path[index] == UInt8(ascii: "%"), index + 2 < path.count,
            let high = ASCII.hexValue(path[index + 1]), let low = ASCII.hexValue(path[index + 2])
        else { return (path[index], 1) }
        return (high << 4 | low, 3)
    }
}
