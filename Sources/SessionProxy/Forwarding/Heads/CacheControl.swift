// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// What the tenant's `Cache-Control` lines say about shared caches, and the one line that says `private` instead.
///
/// - Source: RFC 9111 §5.2.2.
struct CacheControl {
    /// Whether `no-store`, or `private` for the whole answer, keeps it out of shared caches.
    private(set) var isPrivate = false
    /// Whether `public` or `s-maxage` invites them.
    private(set) var isShared = false
    private(set) var lines = 0

    /// Whether the lines may go on as they are where an answer is for one person only.
    var isFitForOne: Bool { isPrivate && !isShared && lines == 1 }

    mutating func note(_ value: UnsafeRawBufferPointer) {
        lines += 1
        Self.eachDirective(value) { directive in
            if ASCII.matches(directive, "private") || ASCII.matches(directive, "no-store") { isPrivate = true }
            if Self.isShared(directive) { isShared = true }
        }
    }

    /// Writes all directives but those that invite shared caches, and `private`: at most twice as much as came.
    static func writePrivate(_ connection: TenantConnection, into space: inout HeadSpace) {
        space.put("Cache-Control: ")
        connection.head.withUnsafeReadableBytes { head in
            for index in connection.answer.kinds.indices where connection.answer.kinds[index] == .cacheControl {
                eachDirective(connection.scanner.fields[index].value(in: head)) { directive in
                    guard !isShared(directive), !isPrivate(directive) else { return }
                    space.put(directive)
                    space.put(", ")
                }
            }
        }
        space.put("private\r\n")
    }

    private static func isShared(_ directive: UnsafeRawBufferPointer) -> Bool {
        isNamed(directive, "public") || isNamed(directive, "s-maxage")
    }

    private static func isPrivate(_ directive: UnsafeRawBufferPointer) -> Bool { isNamed(directive, "private") }

    private static func isNamed(_ directive: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
        let end = directive.firstIndex { $0 == UInt8(ascii: "=") || $0 == 0x20 || $0 == 0x09 } ?? directive.count
        return ASCII.matches(UnsafeRawBufferPointer(rebasing: directive[0..<end]), name)
    }

    /// Calls with each directive; a comma inside a quoted string separates nothing (RFC 9110 §5.6.4).
    private static func eachDirective(_ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        var isQuoted = false
        var isEscaped = false
        for index in 0...value.count {
            let octet = index < value.count ? value[index] : UInt8(ascii: ",")
            if index < value.count, isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if octet == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if octet == UInt8(ascii: "\"") {
                    isQuoted = false
                }
            } else if octet == UInt8(ascii: "\"") {
                isQuoted = true
            } else if octet == UInt8(ascii: ",") {
                let directive = UnsafeRawBufferPointer(rebasing: value[start..<index]).trimmed
                if !directive.isEmpty { body(directive) }
                start = index + 1
            }
        }
    }
}
