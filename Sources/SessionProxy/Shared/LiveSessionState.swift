// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// What a `LiveSession` guards with its lock.
struct LiveSessionState {
    var record: SessionRecord
    var ended: SessionEnd?
    var relays: [ObjectIdentifier: any OpenRelay] = [:]
    /// When the record was last handed to the store, in milliseconds since 1970.
    var persistedAt: Int64
    /// The line for every path, while all cookies are for `/`; nil when it must be computed per path.
    var commonLine: CookieLine?

    init(record: SessionRecord) {
        self.record = record
        persistedAt = record.lastUsedAt
    }

    /// Whether a lifetime is over at `now`.
    func isExpired(at now: Int64, _ lifetimes: SessionLifetimes) -> Bool {
        now - record.lastUsedAt >= lifetimes.idleMilliseconds
            || now - record.createdAt >= lifetimes.absoluteMilliseconds
    }

    /// The `Cookie` line for a path, ready-made where that is possible.
    mutating func cookieLine(at now: Int64, origin: CookieOrigin, path: () -> String) -> ByteBuffer? {
        if let line = commonLine, now < line.validUntil { return line.bytes }
        let stored = record.jar.all
        if stored.allSatisfy({ $0.path == "/" }) {
            let line = CookieLine(
                bytes: Self.line(record.jar, origin.at("/"), now),
                validUntil: CookieLine.earliestExpiry(stored, after: now))
            commonLine = line
            return line.bytes
        }
        return Self.line(record.jar, origin.at(path()), now)
    }

    private static func line(_ jar: CookieJar, _ origin: CookieOrigin, _ now: Int64) -> ByteBuffer? {
        guard let value = jar.header(for: origin, now: now / 1000), !value.isEmpty else { return nil }
        var buffer = ByteBuffer()
        buffer.writeString("Cookie: ")
        buffer.writeBytes(value.octets)
        buffer.writeString("\r\n")
        return buffer
    }
}
