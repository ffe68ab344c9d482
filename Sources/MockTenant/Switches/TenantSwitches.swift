// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is not promised by the tenant, each as a switch with the default that the contract names.
///
/// The comments give the number of the unknown. Changing a value never touches sessions that are open already.
/// - Source: the conformance notes on Qlik Cloud; where Qlik documents nothing, the value is a choice of ours.
public struct TenantSwitches: Sendable, Hashable {
    // MARK: Tokens

    /// U8: the algorithms accepted in `alg`; `none` and HS* are refused whatever stands here.
    public var algorithms: Set<TokenAlgorithm> = [.rs256]
    /// U5: 401 for every refusal but a missing claim; false answers all of them with 400.
    public var refusesTokensWith401 = true
    /// U6: a `jti` is refused until the `exp` of its first token.
    public var refusesReplayedTokens = true
    /// U7: seconds of allowed clock difference.
    public var clockToleranceSeconds: Int64 = 0
    /// U9: `subType`, `name`, `email` and `email_verified` are required.
    public var enforcesProfileClaims = true

    // MARK: Cookies

    /// U1: how the attributes of session cookies are written.
    public var cookieAttributes = CookieAttributes.expected
    /// U2: cookies of a login come in an order drawn by the seed; false is the order of the documentation.
    public var shufflesCookies = true
    /// U2: a login sets a cookie that no documentation knows.
    public var sendsUnknownCookie = true
    /// U2: a login sets `eas.uaid` as interactive logins do.
    public var sendsUserAgentCookie = false
    /// U27: the load balancer's cookies are set, and renewed on every answer (U3).
    public var sendsLoadBalancerCookies = true
    /// U3: the session id is replaced after so many answers; 0 is never.
    public var rotatesSessionAfterAnswers = 0
    /// U3: how long a replaced session id is still good, in seconds.
    public var rotationGraceSeconds: Int64 = 5
    /// Each `GET /api/v1/csrf-token` also sets a fresh `_csrfToken` cookie pair.
    public var rotatesCSRFCookie = true
    /// The name of `Set-Cookie` lines changes its letter case, as field names are case-insensitive.
    public var variesHeaderCase = true

    // MARK: Login, logout and sessions

    /// U4: a login is answered with `{}`; false is an empty body.
    public var answersLoginWithObject = true
    /// U36: the status for another method on the login path.
    public var otherLoginMethodStatus = 404
    /// Seconds without an authenticated request after which a session ends (documented: 30 min).
    public var idleTimeoutSeconds: Int64 = 1800
    /// Seconds after which a session ends in any case (documented: 24 h).
    public var absoluteLifetimeSeconds: Int64 = 86_400
    /// U23: frames on an engine socket keep the session alive.
    public var countsSocketTrafficAsActivity = false
    /// U24: where `/logout` leads; nil is `/login` of the tenant.
    public var logoutLocation: String?
    /// Where `/login` leads: an invented host that is not the tenant's and must not be followed server-side.
    public var signInLocation = "https://sign-in.tenantless.invalid/authorize?client_id=qlik-account&scope=openid"

    // MARK: Refusals

    /// U10: the body of a 401 below `/api`.
    public var unauthorizedBody = UnauthorizedBody.json
    /// U11: pages redirect to an absolute URL; false is a relative one.
    public var redirectsToAbsoluteLogin = true
    /// U12: a CSRF token needs its signed cookie beside it.
    public var requiresCSRFCookie = false
    /// U13: `CSRF-TOKEN-2` stands at the top level; false puts it into `errors`.
    public var answersCSRFAtTopLevel = true
    /// U14: a CSRF token is accepted in the query of REST calls.
    public var acceptsCSRFInQuery = false
    /// U15: what an engine socket needs.
    public var socketCSRF = SocketCSRF.queryOrHeader
    /// U17: a present `Origin` must be the tenant's own or stand in the named web integration.
    public var checksOrigin = true
    /// U18: the web integration id of a socket may come as a header too.
    public var acceptsWebIntegrationHeaderOnSockets = false
    /// U35: the status for `/app/<id>` without an upgrade.
    public var plainAppStatus = 400

    // MARK: Answers

    /// U25: the host of absolute links; nil is the host that the request named.
    public var linkAuthority: String?
    /// U30: gzip for text of 10 KiB and more, when the request accepts it.
    public var compresses = true
    /// U29: resources may be cached for an hour; false is `no-store`.
    public var cachesResources = true

    /// Every switch at the default of the contract.
    public init() {}

    /// How the attributes of session cookies are written.
    public enum CookieAttributes: String, Sendable, Hashable, CaseIterable {
        /// `Path=/; Secure; HttpOnly; SameSite=None`.
        case expected
        /// The same in lower case, without the space behind the semicolon.
        case lowercase
        /// `Path=/` and an `Expires` a day ahead, with its comma.
        case expiring
        /// None at all.
        case none
    }

    /// The body of a 401 below `/api`.
    public enum UnauthorizedBody: String, Sendable, Hashable, CaseIterable {
        /// Qlik's error envelope.
        case json
        /// The gateway's HTML page.
        case html
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
}
