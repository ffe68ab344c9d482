// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the proxy does with one field of the tenant's answer.
enum ResponseField: UInt8 {
    /// End-to-end: its line goes on as it is.
    case keep
    /// About this hop, or about the tenant's origin and not the proxy's: stays here.
    case drop
    case connection, setCookie, location, link, contentType, contentLength, contentEncoding, cacheControl
    case socketAccept, socketProtocol, socketExtensions, upgrade

    /// Classifies a name, letter case aside.
    static func of(_ name: UnsafeRawBufferPointer) -> ResponseField {
        switch ASCII.folded(name.first ?? 0) {
        case UInt8(ascii: "c"): ofC(name)
        case UInt8(ascii: "s"): ofS(name)
        case UInt8(ascii: "a"):
            // The proxy speaks for its own origin (STAT-06); `Alt-Svc` would lead around it.
            ASCII.startsFolded(name, "access-control-") || ASCII.matches(name, "alt-svc") ? .drop : .keep
        default: ofOthers(name)
        }
    }

    private static func ofC(_ name: UnsafeRawBufferPointer) -> ResponseField {
        switch name.count {
        case 10: ASCII.matches(name, "connection") ? .connection : .keep
        case 12: ASCII.matches(name, "content-type") ? .contentType : .keep
        case 13: ASCII.matches(name, "cache-control") ? .cacheControl : .keep
        case 14: ASCII.matches(name, "content-length") ? .contentLength : .keep
        case 15: ASCII.matches(name, "clear-site-data") ? .drop : .keep
        case 16:
            if ASCII.matches(name, "content-location") {
                .location
            } else if ASCII.matches(name, "content-encoding") {
                .contentEncoding
            } else {
                .keep
            }
        default: .keep
        }
    }

    private static func ofS(_ name: UnsafeRawBufferPointer) -> ResponseField {
        switch name.count {
        case 9: ASCII.matches(name, "set-login") ? .drop : .keep
        case 10: ASCII.matches(name, "set-cookie") ? .setCookie : .keep
        case 11: ASCII.matches(name, "set-cookie2") ? .drop : .keep
        case 20: ASCII.matches(name, "sec-websocket-accept") ? .socketAccept : .keep
        case 22: ASCII.matches(name, "sec-websocket-protocol") ? .socketProtocol : .keep
        case 24: ASCII.matches(name, "sec-websocket-extensions") ? .socketExtensions : .keep
        // A promise about the tenant's host, not about ours.
        case 25: ASCII.matches(name, "strict-transport-security") ? .drop : .keep
        default: .keep
        }
    }

    private static func ofOthers(_ name: UnsafeRawBufferPointer) -> ResponseField {
        switch name.count {
        case 2: ASCII.matches(name, "te") ? .drop : .keep
        case 4: ASCII.matches(name, "link") ? .link : .keep
        case 7:
            if ASCII.matches(name, "upgrade") {
                .upgrade
            } else if ASCII.matches(name, "trailer") {
                .drop
            } else {
                .keep
            }
        case 8: ASCII.matches(name, "location") ? .location : .keep
        case 10: ASCII.matches(name, "keep-alive") ? .drop : .keep
        case 15: ASCII.matches(name, "public-key-pins") ? .drop : .keep
        case 16: ASCII.matches(name, "proxy-connection") ? .drop : .keep
        case 17: ASCII.matches(name, "transfer-encoding") ? .drop : .keep
        case 18: ASCII.matches(name, "proxy-authenticate") ? .drop : .keep
        default: .keep
        }
    }
}
