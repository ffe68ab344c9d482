// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A ready-made `Cookie` line and the time until which the jar would give the same.
struct CookieLine {
    /// The line with its line end; nil when there is no cookie to send.
    var bytes: ByteBuffer?
    /// Milliseconds since 1970 at which the first cookie in it expires.
    var validUntil: Int64

    /// The first moment after `now` at which one of the cookies is gone.
    static func earliestExpiry(_ cookies: [StoredCookie], after now: Int64) -> Int64 {
        var earliest = Int64.max
        for cookie in cookies {
            guard let seconds = cookie.expires, seconds < Int64.max / 1000 else { continue }
            let expiry = seconds * 1000
            if expiry > now { earliest = min(earliest, expiry) }
        }
        return earliest
    }
}

extension CookieOrigin {
    /// The same host, another path.
    func at(_ path: String) -> CookieOrigin {
        var copy = self
        copy.path = path
        return copy
    }
}
