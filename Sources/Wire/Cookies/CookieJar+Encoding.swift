// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension CookieJar {
    /// The first byte of an encoded jar: the version of its form.
    static let encodingVersion: UInt8 = 1

    /// The jar as compact bytes.
    public func encode() -> [UInt8] {
        var writer = CompactWriter()
        writer.write(Self.encodingVersion)
        writer.write(nextSerial)
        writer.write(UInt64(all.count))
        for cookie in all { cookie.encode(into: &writer) }
        return writer.bytes
    }

    /// Reads what `encode` wrote.
    ///
    /// - Throws: `WireError` with `.badEncoding`.
    public static func decode(_ bytes: [UInt8]) throws(WireError) -> CookieJar {
        var reader = CompactReader(bytes)
        guard try reader.byte() == encodingVersion else { throw reader.fault("an unknown version") }
        var jar = CookieJar()
        jar.nextSerial = try reader.number()
        let count = try reader.number()
        guard count <= UInt64(mostOfAll) else { throw reader.fault("more cookies than a jar keeps") }
        for _ in 0..<count { jar.all.append(try StoredCookie(from: &reader)) }
        guard reader.isAtEnd, jar.all.allSatisfy({ $0.serial < jar.nextSerial }) else {
            throw reader.fault("something that does not belong there")
        }
        return jar
    }
}

extension StoredCookie {
    private enum Flag {
        static let hostOnly: UInt8 = 1
        static let secure: UInt8 = 2
        static let httpOnly: UInt8 = 4
        static let partitioned: UInt8 = 8
        static let expires: UInt8 = 16
    }

    fileprivate func encode(into writer: inout CompactWriter) {
        var flags: UInt8 = 0
        if hostOnly { flags |= Flag.hostOnly }
        if secure { flags |= Flag.secure }
        if httpOnly { flags |= Flag.httpOnly }
        if partitioned { flags |= Flag.partitioned }
        if expires != nil { flags |= Flag.expires }
        writer.write(flags)
        writer.write(sameSite.flatMap { SameSite.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0)
        for text in [name, value, domain, path] { writer.write(text) }
        writer.write(created)
        writer.write(serial)
        if let expires { writer.write(expires) }
    }

    fileprivate init(from reader: inout CompactReader) throws(WireError) {
        let flags = try reader.byte()
        let sameSite = Int(try reader.byte())
        guard flags < 32, sameSite <= SameSite.allCases.count else { throw reader.fault("unknown flags") }
        self.init(
            name: try reader.text(), value: try reader.text(), domain: try reader.text(), path: try reader.text(),
            hostOnly: flags & Flag.hostOnly != 0, secure: flags & Flag.secure != 0,
            httpOnly: flags & Flag.httpOnly != 0, sameSite: sameSite == 0 ? nil : SameSite.allCases[sameSite - 1],
            partitioned: flags & Flag.partitioned != 0, created: try reader.signed(), serial: try reader.number())
        if flags & Flag.expires != 0 { expires = try reader.signed() }
    }
}
