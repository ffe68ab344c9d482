// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

package import NIOCore

/// Turns absolute links to one authority into links to another, in text that streams.
///
/// - Shape: a link is the authority after `//`, also as JSON may escape it (`\/\/`) and as a query percent-encodes it
///   (`%2F%2F`), and before anything that cannot go on an authority: `//tenant.example.org` is no link to
///   `tenant.example`. At most one link's length is held back.
/// - Source: RFC 3986 §3.2; RFC 8259 §7.
package struct AuthorityRewriter: BodyTransform {
    private let authority: [UInt8]
    private let replacement: [UInt8]
    private var held = ByteBuffer()

    private static let prefixes = ["//", #"\/\/"#, "%2F%2F", "%2f%2f"].map { Array($0.utf8) }

    private enum Match { case none, undecided, link(prefixLength: Int) }

    init(from authority: String, to replacement: String) {
        self.authority = Array(authority.utf8)
        self.replacement = Array(replacement.utf8)
    }

    package mutating func pass(_ bytes: ByteBuffer) -> ByteBuffer { rewrite(bytes, isLast: false) }

    package mutating func finish() -> ByteBuffer { rewrite(ByteBuffer(), isLast: true) }

    /// A text that is there as a whole.
    func rewriting(_ text: String) -> String {
        guard text.utf8.count >= authority.count + 2 else { return text }
        var rewriter = self
        return String(buffer: rewriter.rewrite(ByteBuffer(string: text), isLast: true))
    }

    private mutating func rewrite(_ bytes: ByteBuffer, isLast: Bool) -> ByteBuffer {
        var input = held
        input.writeImmutableBuffer(bytes)
        var output = ByteBuffer()
        output.reserveCapacity(input.readableBytes)
        let taken = input.withUnsafeReadableBytes { octets in
            var copied = 0
            var index = 0
            scan: while index < octets.count {
                switch match(octets, at: index, isLast) {
                case .none: index += 1
                case .undecided: break scan
                case .link(let prefixLength):
                    output.writeBytes(octets[copied..<(index + prefixLength)])
                    output.writeBytes(replacement)
                    index += prefixLength + authority.count
                    copied = index
                }
            }
            output.writeBytes(octets[copied..<index])
            return index
        }
        input.moveReaderIndex(forwardBy: taken)
        held = input.readableBytes > 0 ? ByteBuffer(bytes: input.readableBytesView) : ByteBuffer()
        return output
    }

    private func match(_ octets: UnsafeRawBufferPointer, at index: Int, _ isLast: Bool) -> Match {
        let first = octets[index]
        guard first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") || first == UInt8(ascii: "%") else {
            return .none
        }
        var result = Match.none
        for prefix in Self.prefixes where prefix[0] == first {
            switch match(octets, at: index, prefix, isLast) {
            case .link(let length): return .link(prefixLength: length)
            case .undecided: result = .undecided
            case .none: break
            }
        }
        return result
    }

    private func match(
        _ octets: UnsafeRawBufferPointer, at index: Int, _ prefix: [UInt8], _ isLast: Bool
    ) -> Match {
        let length = prefix.count + authority.count
        for offset in 0..<length {
            guard index + offset < octets.count else { return isLast ? .none : .undecided }
            let wanted = offset < prefix.count ? prefix[offset] : authority[offset - prefix.count]
            guard octets[index + offset] == wanted else { return .none }
        }
        guard index + length < octets.count else { return isLast ? .link(prefixLength: prefix.count) : .undecided }
        return Self.goesOn(octets[index + length]) ? .none : .link(prefixLength: prefix.count)
    }

    /// Says whether an octet after an authority makes it a longer one.
    private static func goesOn(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
