// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Finds the session ticket in a request's `Cookie` lines.
///
/// Names are compared octet for octet. More than one cookie of that name means that someone planted one, so that
/// none counts (ATT-08).
enum SessionCookie {
    enum Finding {
        case none
        case ticket(SessionTicket)
        /// There are several, or one that is no ticket: treated as signed out.
        case unusable
    }

    static func find(name: [UInt8], in head: UnsafeRawBufferPointer, of browser: BrowserHandler) -> Finding {
        guard browser.facts.cookieLines > 0 else { return .none }
        let (fields, kinds) = (browser.scanner.fields, browser.facts.kinds)
        var found: UnsafeRawBufferPointer?
        var count = 0
        for index in browser.facts.firstCookie..<fields.count where kinds[index] == .cookie {
            eachPair(fields[index].value(in: head)) { pair in
                guard pair.count > name.count, pair[name.count] == UInt8(ascii: "="), ASCII.hasPrefix(pair, name) else {
                    return
                }
                found = UnsafeRawBufferPointer(rebasing: pair[(name.count + 1)...])
                count += 1
            }
        }
        guard count > 0 else { return .none }
        guard count == 1, let value = found, let ticket = SessionTicket.parse(value) else { return .unusable }
        return .ticket(ticket)
    }

    private static func eachPair(_ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var rest = value
        while let end = rest.firstOffset(of: UInt8(ascii: ";")) {
            body(UnsafeRawBufferPointer(rebasing: rest[..<end]).trimmed)
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        body(rest.trimmed)
    }
}
