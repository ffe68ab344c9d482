// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A request at one endpoint of one issuer, read but not yet judged.
struct IdentityRequest: Sendable {
    let method: String
    /// The request target as it came.
    let target: String
    /// The path below the issuer: `/oauth/token`.
    let path: String
    let query: Parameters
    let headers: HeaderList
    let body: [UInt8]

    /// The media type of the body, without its parameters, in lower case.
    var mediaType: String {
        let field = headers.first("Content-Type") ?? ""
        return String(field.prefix { $0 != ";" }).lowercased().filter { $0 != " " && $0 != "\t" }
    }

    /// The parameters of a form body, else of the query: authorize and logout accept both (OpenID Connect Core 1.0
    /// §3.1.2.1).
    var parameters: Parameters {
        guard method == "POST" else { return query }
        return Parameters(form: String(decoding: body, as: UTF8.self))
    }

    /// The value of the sign-in cookie, percent-decoded.
    var sessionCookie: String? {
        for line in headers.all("Cookie") {
            for pair in CookieHeader.parse(line).pairs where pair.name == SessionCookie.name {
                return PercentEncoding.decode(pair.value) ?? pair.value
            }
        }
        return nil
    }

    /// The bearer token of the `Authorization` line, or of a form body (RFC 6750 §2.1 and §2.2).
    var bearerToken: String? {
        if let field = headers.first("Authorization"), field.lowercased().hasPrefix("bearer ") {
            return String(field.dropFirst("bearer ".count))
        }
        guard method == "POST", mediaType == "application/x-www-form-urlencoded" else { return nil }
        return parameters["access_token"]
    }
}
