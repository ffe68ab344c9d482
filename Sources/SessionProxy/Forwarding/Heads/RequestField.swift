// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the proxy does with one field of a browser's request.
enum RequestField: UInt8 {
    /// End-to-end: its line goes on as it is.
    case keep
    /// About this hop, or a claim of identity or trust that a browser must not make: stays here.
    case drop
    case connection, cookie, host, origin, referer, expect
    case acceptEncoding, accept, contentType, requestedWith
    case secFetchSite, secFetchMode
    case requestMethod
    case socketKey, socketVersion, socketProtocol

    /// Classifies a name as gateways would merge it: letter case aside, `_` like `-` (ATT-06).
    static func of(_ name: UnsafeRawBufferPointer) -> RequestField {
        switch ASCII.folded(name.first ?? 0) {
        case UInt8(ascii: "a"): ofA(name)
        case UInt8(ascii: "c"): ofC(name)
        case UInt8(ascii: "s"): ofS(name)
        case UInt8(ascii: "x"): ofX(name)
        default: ofOthers(name)
        }
    }

    private static func ofA(_ name: UnsafeRawBufferPointer) -> RequestField {
        switch name.count {
        case 6: ASCII.matches(name, "accept") ? .accept : .keep
        case 13: ASCII.matches(name, "authorization") ? .drop : .keep
        case 15: ASCII.matches(name, "accept-encoding") ? .acceptEncoding : .keep
        case 29: ASCII.matches(name, "access-control-request-method") ? .requestMethod : .keep
        default: .keep
        }
    }

    private static func ofC(_ name: UnsafeRawBufferPointer) -> RequestField {
        switch name.count {
        case 6: ASCII.matches(name, "cookie") ? .cookie : .keep
        case 7: ASCII.matches(name, "cookie2") ? .drop : .keep
        case 10: ASCII.matches(name, "connection") ? .connection : .keep
        case 12: ASCII.matches(name, "content-type") ? .contentType : .keep
        // The framing upstream is written anew.
        case 14: ASCII.matches(name, "content-length") ? .drop : .keep
        default: ASCII.startsFolded(name, "cf-access-") ? .drop : .keep
        }
    }

    private static func ofS(_ name: UnsafeRawBufferPointer) -> RequestField {
        switch name.count {
        case 14:
            if ASCII.matches(name, "sec-fetch-site") {
                .secFetchSite
            } else if ASCII.matches(name, "sec-fetch-mode") {
                .secFetchMode
            } else {
                .keep
            }
        case 17: ASCII.matches(name, "sec-websocket-key") ? .socketKey : .keep
        case 21: ASCII.matches(name, "sec-websocket-version") ? .socketVersion : .keep
        case 22: ASCII.matches(name, "sec-websocket-protocol") ? .socketProtocol : .keep
        // Not offered upstream, as the tunnel relays none (WS-10).
        case 24: ASCII.matches(name, "sec-websocket-extensions") ? .drop : .keep
        default: ASCII.startsFolded(name, "ssl-client-") ? .drop : .keep
        }
    }

    private static func ofX(_ name: UnsafeRawBufferPointer) -> RequestField {
        if name.count == 16, ASCII.matches(name, "x-requested-with") { return .requestedWith }
        for prefix in identityPrefixes where ASCII.startsFolded(name, prefix) { return .drop }
        for whole in identityNames where ASCII.matches(name, whole) { return .drop }
        return .keep
    }

    private static func ofOthers(_ name: UnsafeRawBufferPointer) -> RequestField {
        switch name.count {
        case 2: ASCII.matches(name, "te") ? .drop : .keep
        case 4: ASCII.matches(name, "host") ? .host : .keep
        case 5: ASCII.matches(name, "proxy") ? .drop : .keep
        case 6:
            if ASCII.matches(name, "origin") {
                .origin
            } else if ASCII.matches(name, "expect") {
                .expect
            } else {
                .keep
            }
        case 7:
            if ASCII.matches(name, "referer") {
                .referer
            } else if ASCII.matches(name, "upgrade")
                || ASCII.matches(name, "trailer")
            {
                .drop
            } else {
                .keep
            }
        case 9: ASCII.matches(name, "forwarded") || ASCII.matches(name, "client-ip") ? .drop : ofRemote(name)
        case 10: ASCII.matches(name, "keep-alive") ? .drop : ofRemote(name)
        case 14:
            // h2c (RFC 7540 §3.2.1) ends here, whatever `Connection` says of it (HOP-03).
            ASCII.matches(name, "http2-settings") || ASCII.matches(name, "true-client-ip") ? .drop : ofRemote(name)
        // Both are the session's own, written once (CSRF-01, HDR-06).
        case 15: ASCII.matches(name, "qlik-csrf-token") ? .drop : ofRemote(name)
        case 16: ASCII.matches(name, "proxy-connection") ? .drop : ofRemote(name)
        case 17: ASCII.matches(name, "transfer-encoding") ? .drop : ofRemote(name)
        case 18: ASCII.matches(name, "proxy-authenticate") ? .drop : ofRemote(name)
        case 19: ASCII.matches(name, "proxy-authorization") ? .drop : ofRemote(name)
        case 23: ASCII.matches(name, "qlik-web-integration-id") ? .drop : ofRemote(name)
        default: ofRemote(name)
        }
    }

    private static func ofRemote(_ name: UnsafeRawBufferPointer) -> RequestField {
        ASCII.startsFolded(name, "remote-") ? .drop : .keep
    }

    /// Families by which servers behind gateways are told who calls and from where (HDR-04, HDR-05, ATT-04).
    private static let identityPrefixes: [StaticString] = [
        "x-forwarded", "x-auth-request-", "x-remote-", "x-original-", "x-rewrite-", "x-envoy-", "x-amzn-oidc-",
        "x-goog-", "x-ms-client-principal", "x-ms-token-", "x-authenticated-", "x-webauth-", "x-client-cert",
        "x-ssl-client-", "x-http-method", "x-consumer-", "x-jwt-",
    ]

    private static let identityNames: [StaticString] = [
        "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-method-override", "x-access-token", "x-id-token",
        "x-auth-token", "x-auth-user", "x-email", "x-groups", "x-roles", "x-proxy-user", "x-host",
        "x-user", "x-username", "x-user-id", "x-user-name", "x-user-email", "x-user-roles",
    ]
}
