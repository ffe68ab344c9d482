// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Turns secrets into fingerprints before they are printed.
public enum Redaction {
    /// Eight hexadecimal digits by which a secret can be recognised but not found.
    public static func fingerprint(_ secret: String) -> String {
        let digest = SHA1.digest(Array(secret.utf8)).prefix(4)
        let digits = digest.flatMap { [ASCII.lowerHexDigits[Int($0 >> 4)], ASCII.lowerHexDigits[Int($0 & 15)]] }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The lines with every secret value replaced by its fingerprint.
    ///
    /// - Shape: names of cookies, their attributes and the scheme of `Authorization` stay readable.
    public static func headers(_ headers: HeaderList) -> HeaderList {
        HeaderList(headers.map { HeaderField(name: $0.name, value: value($0.value, of: ASCII.lowercased($0.name))) })
    }

    /// A target or URL whose secret query values are replaced by their fingerprints.
    public static func target(_ raw: String) -> String {
        var target = RequestTarget(raw)
        guard let query = target.query else { return raw }
        target.query = query.split(separator: "&", omittingEmptySubsequences: false).map { part in
            guard let equals = part.firstIndex(of: "=") else { return String(part) }
            let name = part[..<equals]
            guard secretParameters.contains(ASCII.lowercased(String(name))) else { return String(part) }
            return "\(name)=\(mark(String(part[part.index(after: equals)...])))"
        }.joined(separator: "&")
        return target.description
    }

    /// The header fields whose whole value is a secret.
    public static let secretHeaders: Set<String> = [
        "qlik-csrf-token", "x-csrf-token", "x-api-key", "sec-websocket-key", "sec-websocket-accept",
    ]

    /// The query parameters whose value is a secret.
    public static let secretParameters: Set<String> = [
        "code", "state", "nonce", "access_token", "id_token", "id_token_hint", "refresh_token", "client_secret",
        "code_verifier", "qlik-csrf-token", "token", "jwt", "assertion",
    ]

    private static func mark(_ secret: String) -> String { "<\(fingerprint(secret))>" }

    private static func value(_ value: String, of name: String) -> String {
        switch name {
        case "cookie": cookies(value)
        case "set-cookie": setCookie(value)
        case "authorization", "proxy-authorization": credentials(value)
        case "location", "referer", "content-location", "link": target(value)
        default: secretHeaders.contains(name) ? mark(value) : value
        }
    }

    private static func cookies(_ value: String) -> String {
        let pairs = CookieHeader.parse(value).pairs
        return CookieHeader(pairs: pairs.map { CookiePair(name: $0.name, value: mark($0.value)) }).serialized
    }

    private static func setCookie(_ value: String) -> String {
        let pair = value.prefix { $0 != ";" }
        return cookies(String(pair)) + value.dropFirst(pair.count)
    }

    private static func credentials(_ value: String) -> String {
        guard let blank = value.firstIndex(of: " ") else { return mark(value) }
        return "\(value[..<blank]) \(mark(String(value[value.index(after: blank)...])))"
    }
}
