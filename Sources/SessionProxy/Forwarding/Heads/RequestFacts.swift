// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What one pass over a request's fields found; offsets are those of the scanner, so they last until its next scan.
struct RequestFacts {
    /// What to do with each field, in order; reused from request to request.
    private(set) var kinds: [RequestField] = []
    private(set) var firstCookie = -1
    private(set) var cookieLines = 0
    private(set) var host = -1
    private(set) var origin = -1
    private(set) var origins = 0
    private(set) var referer = -1
    private(set) var expect = -1
    private(set) var accept = -1
    private(set) var acceptEncoding = -1
    private(set) var contentType = -1
    private(set) var requestedWith = -1
    private(set) var secFetchSite = -1
    private(set) var secFetchMode = -1
    private(set) var requestMethod = -1
    private(set) var socketKey = -1
    private(set) var socketVersion = -1
    private(set) var socketProtocol = -1

    /// Reads the fields that a scanner found in `head`.
    mutating func gather(_ head: UnsafeRawBufferPointer, _ fields: [FieldSpan]) {
        // Moved out, so that no second holder makes the array allocate anew.
        var kinds: [RequestField] = []
        swap(&kinds, &self.kinds)
        kinds.removeAll(keepingCapacity: true)
        self = RequestFacts()
        var hasConnection = false
        for index in fields.indices {
            let span = fields[index]
            let kind = RequestField.of(span.name(in: head))
            kinds.append(kind)
            if kind == .connection, !span.value(in: head).namesNoField { hasConnection = true }
            if kind != .keep, kind != .drop { note(kind, index) }
        }
        self.kinds = kinds
        if hasConnection { dropNamed(head, fields) }
    }

    private mutating func note(_ kind: RequestField, _ index: Int) {
        switch kind {
        case .cookie:
            if cookieLines == 0 { firstCookie = index }
            cookieLines += 1
        case .host: host = index
        case .origin:
            origin = index
            origins += 1
        case .referer: referer = index
        case .expect: expect = index
        case .accept: accept = index
        case .acceptEncoding: acceptEncoding = index
        case .contentType: contentType = index
        case .requestedWith: requestedWith = index
        case .secFetchSite: secFetchSite = index
        case .secFetchMode: secFetchMode = index
        case .requestMethod: requestMethod = index
        case .socketKey: socketKey = index
        case .socketVersion: socketVersion = index
        case .socketProtocol: socketProtocol = index
        case .keep, .drop, .connection: break
        }
    }

    /// Drops what `Connection` names; what the proxy reads or adds itself is untouched by that (HOP-01, HOP-02).
    private mutating func dropNamed(_ head: UnsafeRawBufferPointer, _ fields: [FieldSpan]) {
        for index in kinds.indices where kinds[index] == .connection {
            fields[index].value(in: head).eachToken { token in
                for other in kinds.indices where kinds[other] != .cookie && kinds[other] != .connection {
                    if token.equalsIgnoringCase(fields[other].name(in: head)) { kinds[other] = .drop }
                }
            }
        }
    }
}

extension FieldSpan {
    func name(in head: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: head[Int(nameStart)..<Int(nameEnd)])
    }

    func value(in head: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: head[Int(valueStart)..<Int(valueEnd)])
    }
}

extension UnsafeRawBufferPointer {
    func equalsIgnoringCase(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        for index in indices where ASCII.lower(self[index]) != ASCII.lower(other[index]) { return false }
        return true
    }

    /// Calls with each member of a comma list, trimmed, empty ones left out.
    func eachToken(_ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        for index in 0...count where index == count || self[index] == UInt8(ascii: ",") {
            let token = UnsafeRawBufferPointer(rebasing: self[start..<index]).trimmed
            if !token.isEmpty { body(token) }
            start = index + 1
        }
    }

    /// Whether this value of `Connection` says only what becomes of the connection, as nearly all do.
    var namesNoField: Bool { ASCII.matches(self, "keep-alive") || ASCII.matches(self, "close") }

    /// Without spaces and tabs at both ends.
    var trimmed: UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
        while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    /// The offset of the first such octet, by the C library's search.
    func firstOffset(of octet: UInt8) -> Int? {
        guard let base = baseAddress, count > 0, let found = memchr(base, Int32(octet), count) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
