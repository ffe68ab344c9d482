// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The cases of RFC 6455, section by section.
enum SocketCases {
    static let all = framing + lengths + masking + fragmentation + control + data + closing + codes

    /// §5.2: the parts of a frame, and which values of them mean nothing as long as no extension is agreed on (§5.8).
    static let framing: [SocketCase] =
        (1...7).map { bits in
            .failing("5.2", "reserved bits \(bits)", Frame(reserved: bits, opcode: .text, payload: ByteBuffer()))
        }
        + (1...7).map { bits in
            .failing("5.2", "reserved bits \(bits) of a ping", Frame(reserved: bits, opcode: .ping))
        }
        + [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map { opcode in
            .failing("5.2", "reserved opcode \(opcode)", Frame(opcode: opcode, payload: ByteBuffer(string: "x")))
        } + [
            .failing("5.2", "reserved opcode 3 as a fragment", Frame(fin: false, opcode: 3)),
            .failing(
                "5.2", "a reserved bit inside a message", Frame(reserved: 4, opcode: .continuation),
                after: [.text("a", fin: false)]),
        ]

    /// §5.2: the length of a payload in 7, 7+16 and 7+64 bits, always in the fewest.
    static let lengths: [SocketCase] =
        [0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, 1 << 20].flatMap { count in
            [
                SocketCase.passing("5.2", "binary of \(count)", [.data(.binary, count)]),
                .passing("5.2", "text of \(count)", [.text(String(repeating: "a", count: count))]),
            ]
        } + [
            .failing("5.2", "a length of 125 in 16 bits", first: 0x82, length: [126, 0, 125]),
            .failing("5.2", "a length of 0 in 16 bits", first: 0x82, length: [126, 0, 0]),
            .failing("5.2", "a length of 65535 in 64 bits", first: 0x82, length: [127, 0, 0, 0, 0, 0, 0, 255, 255]),
            .failing("5.2", "a length with its highest bit set", first: 0x82, length: [127, 128, 0, 0, 0, 0, 0, 0, 0]),
        ]

    /// §5.1: a client masks, a server does not.
    static let masking: [SocketCase] = [0x81, 0x82, 0x89, 0x8A, 0x88].map { first in
        .failing("5.1", "the wrong masking of \(first & 15)", first: first, length: [0], isMaskRight: false)
    }

    /// §5.4: messages in fragments, and control frames between them.
    static let fragmentation: [SocketCase] = [
        .passing("5.4", "two fragments", [.text("he", fin: false), .text("llo", .continuation)]),
        .passing(
            "5.4", "empty fragments",
            [.text("", fin: false), .text("", fin: false, .continuation), .text("", .continuation)]),
        .passing(
            "5.4", "a thousand fragments",
            [.data(.binary, 3, fin: false)] + (0..<998).map { _ in .data(.continuation, 3, fin: false) }
                + [.data(.continuation, 3)]),
        .passing(
            "5.4", "large fragments",
            [
                .data(.binary, 70_000, fin: false), .data(.continuation, 200_000, fin: false),
                .data(.continuation, 1),
            ]),
        .passing(
            "5.4", "pings and pongs between fragments",
            [
                .text("a", fin: false), .data(.ping, 5), .text("b", fin: false, .continuation), .data(.pong, 125),
                .data(.ping, 0), .text("c", .continuation),
            ]),
        .passing(
            "5.4", "messages one after the other",
            [
                .text("a", fin: false), .text("b", .continuation), .data(.binary, 4), .text("c"), .data(.binary, 0),
            ]),
        .passing("5.4", "a close inside a message", [.text("a", fin: false)]),
        .failing("5.4", "nothing to continue", .text("x", .continuation), after: []),
        .failing("5.4", "nothing to continue, in a fragment", .text("x", fin: false, .continuation), after: []),
        .failing("5.4", "nothing to continue after a message", .text("x", .continuation)),
        .failing("5.4", "text inside a message", .text("x"), after: [.text("a", fin: false)]),
        .failing("5.4", "binary inside a message", .data(.binary, 1), after: [.text("a", fin: false)]),
        .failing(
            "5.4", "a message inside another, past a ping", .text("x", fin: false),
            after: [.text("a", fin: false), .data(.ping, 1)]),
    ]

    /// §5.5: control frames are short and whole.
    static let control: [SocketCase] = [
        .passing("5.5.2", "pings of 0, 1 and 125", [.data(.ping, 0), .data(.ping, 1), .data(.ping, 125)]),
        .passing("5.5.2", "a hundred pings", (0..<100).map { .data(.ping, $0) }),
        .passing("5.5.3", "pongs that nobody asked for", [.data(.pong, 0), .data(.pong, 8), .data(.pong, 125)]),
        .failing("5.5", "a ping of 126", first: 0x89, length: [126, 0, 126]),
        .failing("5.5", "a pong of 65536", first: 0x8A, length: [127, 0, 0, 0, 0, 0, 1, 0, 0]),
        .failing("5.5", "a close of 126", first: 0x88, length: [126, 0, 126]),
        .failing("5.5", "a ping in two", .data(.ping, 1, fin: false)),
        .failing("5.5", "a pong in two", .data(.pong, 1, fin: false)),
        .failing("5.5", "a close in two", Frame(fin: false, opcode: .close)),
    ]

    /// §5.6, §8.1: text need not be whole characters in each fragment, and binary is any octets.
    static let data: [SocketCase] = [
        .passing(
            "5.6", "a character cut in two",
            [.octets(.text, [0x68, 0xc3], fin: false), .octets(.continuation, [0xa5])]),
        .passing(
            "5.6", "a ping inside a character",
            [.octets(.text, [0xf0, 0x9f], fin: false), .data(.ping, 2), .octets(.continuation, [0x98, 0x80])]),
        .passing("5.6", "binary that is no text", [.octets(.binary, [0, 0xff, 0xc3, 0x28])]),
    ]

    /// §5.5.1: what a close frame may say.
    static let closing: [SocketCase] = [
        .failing("5.5.1", "a close of one octet", .octets(.close, [3])),
        .failing("5.5.1", "a close whose reason is no text", .close(1000, [0xc3, 0x28]), .invalidPayload),
        .failing("5.5.1", "a close whose reason ends inside a character", .close(1000, [0xc3]), .invalidPayload),
    ]

    /// §7.4: the codes that must not travel, or mean nothing yet.
    static let codes: [SocketCase] = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map {
        .failing("7.4", "close code \($0)", .close($0))
    }

    /// §10.4: how large a message may be; each is counted for itself, and all its fragments together.
    static let sizes: [SocketCase] = [
        .passing("10.4", "16 MiB", [.data(.binary, 16 << 20)]),
        .passing("10.4", "16 MiB in sixteen fragments", sixteen(isWhole: true)),
        .passing("10.4", "9 MiB twice", [.data(.binary, 9 << 20), .data(.binary, 9 << 20)]),
        .failing("10.4", "16 MiB and 1", first: 0x82, length: [127, 0, 0, 0, 0, 1, 0, 0, 1], .tooBig),
        .failing(
            "10.4", "16 MiB in fragments and 1", .data(.continuation, 1), .tooBig, after: sixteen(isWhole: false)),
        .failing("10.4", "the largest length", first: 0x82, length: [127, 127] + most, .tooBig),
        .failing(
            "10.4", "the largest length behind a fragment", first: 0x80, length: [127, 127] + most, .tooBig,
            after: [.text("a", fin: false)]),
    ]

    private static let most = [UInt8](repeating: 255, count: 7)

    private static func sixteen(isWhole: Bool) -> [Frame] {
        (0..<16).map { .data($0 == 0 ? .binary : .continuation, 1 << 20, fin: isWhole && $0 == 15) }
    }
}
