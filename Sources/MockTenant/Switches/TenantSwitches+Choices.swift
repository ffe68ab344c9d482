// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension TenantSwitches {
    /// How the attributes of session cookies are written.
    public enum CookieAttributes: String, Sendable, Hashable, CaseIterable {
        /// `Path=/; Secure; HttpOnly; SameSite=None`.
        case expected
        /// The same in lower case, without the space behind the semicolon.
        case lowercase
        /// `Path=/` and an `Expires` a day ahead, with its comma.
        case expiring
        /// With `Domain`, the tenant's own name.
        case domain
        /// None at all.
        case none
    }

    /// The order of the cookies in an answer.
    public enum CookieOrder: String, Sendable, Hashable, CaseIterable {
        /// That of the documentation, the load balancer's last.
        case documented
        /// Another one on each answer, drawn by the seed.
        case shuffled
        /// `_csrfToken` and its signature first.
        case csrfFirst = "csrf-first"
        /// `_csrfToken` and its signature last.
        case csrfLast = "csrf-last"
    }

    /// What a login does to the tenant's list of users.
    public enum UsersOnLogin: String, Sendable, Hashable, CaseIterable {
        /// Adds a new one, renews name, e-mail and groups of a known one.
        case createAndUpdate = "create-and-update"
        /// Adds a new one, leaves a known one as it is.
        case createOnly = "create-only"
        /// Refuses a new one with 403 `AUTH-5`.
        case knownOnly = "known-only"
    }

    /// The body of a 401 below `/api`.
    public enum UnauthorizedBody: String, Sendable, Hashable, CaseIterable {
        /// Qlik's error envelope.
        case json
        /// The gateway's HTML page.
        case html
    }

    /// What counts where a request carries a bearer token and session cookies.
    public enum BearerBesideCookies: String, Sendable, Hashable, CaseIterable {
        /// The cookies; the witness notes the token.
        case cookiesWin = "cookies-win"
        /// The token, which nobody registered: 401.
        case bearerFirst = "bearer-first"
    }

    /// The answer to a live session whose user is disabled or deleted.
    public enum RemovedUser: String, Sendable, Hashable, CaseIterable {
        /// 401, as without a session.
        case unauthorized = "401"
        /// 403 `AUTH-5`.
        case forbidden = "403"
    }

    /// What an engine socket needs for its CSRF check.
    public enum SocketCSRF: String, Sendable, Hashable, CaseIterable {
        /// The token in the query or in a header.
        case queryOrHeader = "query-or-header"
        /// The token in the query.
        case query
        /// Nothing.
        case off
    }

    /// How a socket without session or CSRF token is refused.
    public enum SocketRefusals: String, Sendable, Hashable, CaseIterable {
        /// By the status of the upgrade: 401 or 403.
        case status
        /// By a close frame after the upgrade: 4006 or 4203.
        case closeFrame = "close-frame"
    }

    /// How `Location` names temporary contents.
    public enum ContentLocation: String, Sendable, Hashable, CaseIterable {
        /// From the root on.
        case relative
        /// With scheme and host.
        case absolute
        /// With scheme, host and port, even if it is the default one.
        case ported
    }

    /// How large texts are compressed, where the request accepts it.
    public enum ContentCoding: String, Sendable, Hashable, CaseIterable {
        /// Gzip from 10 KiB on.
        case gzip
        /// Gzip whatever the size.
        case gzipAlways = "gzip-always"
        /// Brotli from 10 KiB on.
        case brotli = "br"
        /// Not at all.
        case off
    }

    /// The protocol of the edge.
    public enum EdgeProtocol: String, Sendable, Hashable, CaseIterable {
        /// HTTP/1.1.
        case http11 = "http/1.1"
        /// HTTP/1.0, each answer on a connection of its own; sockets are upgraded by HTTP/1.1 all the same.
        case http10 = "http/1.0"
    }

    /// The form of `retry-after`.
    public enum RetryAfter: String, Sendable, Hashable, CaseIterable {
        /// A number of seconds.
        case seconds
        /// The moment as a date.
        case date
    }
}
