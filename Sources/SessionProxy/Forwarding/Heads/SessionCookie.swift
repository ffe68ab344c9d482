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

    static func find(
        name: [UInt8], in head: UnsafeRawBufferPointer, _ scanner: borrowing HeadScanner,
        _ facts: borrowing RequestFacts
    ) -> Finding {
        guard facts.cookieLines > 0 else { return .none }
        var found: UnsafeRawBufferPointer?
        var count = 0
        for index in facts.firstCookie..<scanner.fields.count where facts.kinds[index] == .cookie {
            eachPair(scanner.fields[index].value(in: head)) { pair in
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
        var start = 0
        for index in 0...value.count where index == value.count || value[index] == UInt8(ascii: ";") {
            body(UnsafeRawBufferPointer(rebasing: value[start..<index]).trimmed)
            start = index + 1
        }
    }
}
