// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension RequestHead {
    /// Says whether the client may send another request after this one (RFC 9112 §9.3).
    var keepsConnection: Bool {
        if headers.hasToken("Connection", "close") { return false }
        return version >= .http11 || headers.hasToken("Connection", "keep-alive")
    }

    /// Says whether the connection may speak another protocol after the answer (RFC 9110 §7.8).
    var asksForUpgrade: Bool { headers.contains("Upgrade") && headers.hasToken("Connection", "upgrade") }

    /// Says whether the body waits for a 100 (RFC 9110 §10.1.1).
    var expectsContinue: Bool { headers.hasToken("Expect", "100-continue") }
}

extension ResponseHead {
    /// Says whether another response follows to the same request; 101 is the last.
    var isInterim: Bool { (100..<200).contains(status) && status != 101 }

    /// Says whether the connection ends after this response (RFC 9112 §9.3).
    var closesConnection: Bool {
        if headers.hasToken("Connection", "close") { return true }
        return version < .http11 && !headers.hasToken("Connection", "keep-alive")
    }
}

extension BodyFraming {
    /// Says whether any byte of a body is to be expected.
    var hasBody: Bool { self != .none && self != .length(0) }
}

extension HeaderList {
    /// Makes the lines fit a body that is sent whole.
    ///
    /// - Parameters:
    ///   - length: How many octets the body has.
    ///   - always: Whether an empty body is announced too.
    mutating func reframe(length: Int, always: Bool) {
        removeAll("Transfer-Encoding")
        removeAll("Trailer")
        if always || length > 0 { set("Content-Length", String(length)) } else { removeAll("Content-Length") }
    }
}
