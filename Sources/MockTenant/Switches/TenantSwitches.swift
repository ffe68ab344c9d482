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
    /// U2: the order of the cookies in an answer.
    public var cookieOrder = CookieOrder.documented
    /// U2: a login sets a cookie that no documentation knows.
    public var sendsUnknownCookie = false
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
    /// U38: what a login does to the tenant's list of users.
    public var usersOnLogin = UsersOnLogin.createAndUpdate
    /// U37: the groups of a token become groups of the user.
    public var createsGroups = true
    /// Seconds without an authenticated request after which a session ends (documented: 30 min).
    public var idleTimeoutSeconds: Int64 = 1800
    /// Seconds after which a session ends in any case (documented: 24 h).
    public var absoluteLifetimeSeconds: Int64 = 86_400
    /// U23: frames on an engine socket keep the session alive.
    public var countsSocketTrafficAsActivity = false
    /// U34: how many sessions a user may have; 0 is any number.
    public var sessionsPerUser = 0
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
    /// The endpoint for CSRF tokens has one to tell; false is 404 `CSRF-TOKEN-3`.
    public var tellsCSRFTokens = true
    /// U14: a CSRF token is accepted in the query of REST calls.
    public var acceptsCSRFInQuery = false
    /// U17: a present `Origin` must be the tenant's own or stand in the named web integration.
    public var checksOrigin = true
    /// U26: what counts where a request carries a bearer token and session cookies.
    public var bearerBesideCookies = BearerBesideCookies.cookiesWin
    /// U33: the answer to a live session whose user is disabled or deleted.
    public var removedUser = RemovedUser.unauthorized

    // MARK: Sockets

    /// U15: what an engine socket needs.
    public var socketCSRF = SocketCSRF.queryOrHeader
    /// U16: how a socket without session or CSRF token is refused.
    public var socketRefusals = SocketRefusals.status
    /// U18: the web integration id of a socket may come as a header too.
    public var acceptsWebIntegrationHeaderOnSockets = false
    /// U19: `permessage-deflate` is agreed on where a client offers it.
    public var acceptsSocketCompression = false
    /// U22: an engine socket that was idle for so many seconds is closed with 4001; 0 is never.
    ///
    /// A socket outlives its session in either case, until the control interface closes it, for instance with 4006.
    public var engineIdleSeconds: Int64 = 0
    /// U35: the status for `/app/<id>` without an upgrade.
    public var plainAppStatus = 400

    // MARK: Engine sockets

    /// U20: milliseconds of silence after which a socket is pinged; 0 is never.
    public var serverPingMilliseconds: Int64 = 30_000
    /// U20: milliseconds of silence, pongs included, after which a socket is dropped; 0 is never.
    public var silenceLimitMilliseconds: Int64 = 60_000
    /// U20: milliseconds without a frame of the client after which a socket is cut; 0 is never.
    public var idleCutMilliseconds: Int64 = 0
    /// U21: the most bytes of a frame that the engine sends; 0 sends each message in one frame.
    public var fragmentBytes = 0
    /// Every second answer of the engine is held back for so many milliseconds; 0 answers in order.
    public var heldAnswerMilliseconds: Int64 = 0
    /// The state that `OnConnected` tells; nil is the true one.
    public var sessionState: String?

    // MARK: Answers

    /// U25: the host of absolute links; nil is the host that the request named.
    public var linkAuthority: String?
    /// U25: links in bodies spell the default port out, `https://tenant:443/…`.
    public var linksNameTheDefaultPort = false
    /// U39: how `Location` names temporary contents.
    public var contentLocation = ContentLocation.relative
    /// U28: the policy of HTML pages; nil is that of the contract.
    public var contentSecurityPolicy: String?
    /// U30: how large texts are compressed, where the request accepts it.
    public var contentCoding = ContentCoding.gzip
    /// U31: the protocol of the edge; HTTP/2 would need another server under the tenant.
    public var edgeProtocol = EdgeProtocol.http11
    /// U29: resources may be cached for an hour; false is `no-store`.
    public var cachesResources = true
    /// U32: the form of `retry-after` on a 429.
    public var retryAfter = RetryAfter.seconds
    /// U40: the field that carries the trace id of every answer; nil is none.
    public var traceHeader: String?

    // MARK: Limits

    /// Calls are counted and refused with 429; off, because load is what harnesses make.
    public var limitsRates = false
    /// Calls a minute that each user has at tier 1 (documented: 1000).
    public var tierOneRequestsPerMinute = 1000
    /// Calls a minute that each user has at tier 2 (documented: 100).
    public var tierTwoRequestsPerMinute = 100
    /// The longest data file, in bytes (documented: 500 MB).
    public var dataFileLimitBytes = 500_000_000

    /// Every switch at the default of the contract.
    public init() {}

    /// What stages begin with: cookies in a drawn order and one that no documentation knows, so that nobody relies on
    /// what is not promised.
    public static let awkward: TenantSwitches = {
        var switches = TenantSwitches()
        switches.cookieOrder = .shuffled
        switches.sendsUnknownCookie = true
        return switches
    }()
}
