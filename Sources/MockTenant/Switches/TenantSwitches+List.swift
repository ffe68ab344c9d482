// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension TenantSwitches {
    /// Every switch: one line here, one property, one row in the tests that show its settings on the wire.
    public static let list: [TenantSwitch] =
        tokenSwitches + cookieSwitches + sessionSwitches + refusalSwitches + socketSwitches + answerSwitches
        + limitSwitches

    /// The names under which scenario files and the control interface set switches.
    public static var names: [String] { list.map(\.name) }

    /// Sets one switch from text.
    ///
    /// - Throws: `TenantSwitchProblem` where the name is unknown or the value does not fit.
    public mutating func set(_ name: String, to text: String) throws(TenantSwitchProblem) {
        guard let wanted = Self.list.first(where: { $0.name == name }) else {
            throw TenantSwitchProblem(code: .unknownName, reason: "the tenant has no switch \(name)")
        }
        guard wanted.apply(&self, text) else {
            throw TenantSwitchProblem(
                code: .badValue, reason: "the switch \(name) does not take \(text), but: \(wanted.values)")
        }
    }

    private static let tokenSwitches: [TenantSwitch] = [
        TenantSwitch(
            "algorithms", 8, values: "names, as in: RS256 PS384 ES512",
            "The algorithms accepted in alg; none and HS* are refused whatever stands here."
        ) { switches, text in
            let names = text.split(separator: " ").map { TokenAlgorithm(rawValue: String($0)) }
            guard !names.isEmpty, !names.contains(nil) else { return false }
            switches.algorithms = Set(names.compactMap { $0 })
            return true
        } read: {
            $0.algorithms.map(\.rawValue).sorted().joined(separator: " ")
        },
        .flag(
            "refuses-tokens-with-401", 5, \.refusesTokensWith401,
            "Bad tokens get 401, and 400 where a claim is missing; off is 400 for all."),
        .flag("refuses-replayed-tokens", 6, \.refusesReplayedTokens, "A jti is refused until its first token expires."),
        .number(
            "clock-tolerance-seconds", 7, \.clockToleranceSeconds, "seconds, as in: 5",
            "The allowed difference between the clocks of caller and tenant."),
        .flag(
            "enforces-profile-claims", 9, \.enforcesProfileClaims,
            "subType, name, email and email_verified are required."),
    ]

    private static let cookieSwitches: [TenantSwitch] = [
        .choice("cookie-attributes", 1, \.cookieAttributes, "How the attributes of session cookies are written."),
        .choice("cookie-order", 2, \.cookieOrder, "The order of the cookies in an answer."),
        .flag("sends-unknown-cookie", 2, \.sendsUnknownCookie, "A login sets a cookie that no documentation knows."),
        .flag("sends-user-agent-cookie", 2, \.sendsUserAgentCookie, "A login sets eas.uaid, as interactive logins do."),
        .flag(
            "sends-load-balancer-cookies", 27, \.sendsLoadBalancerCookies,
            "AWSALB and AWSALBCORS are set, and renewed on every answer."),
        .number(
            "rotates-session-after-answers", 3, \.rotatesSessionAfterAnswers, "answers, as in: 2 (0 is never)",
            "The session id is replaced after so many answers."),
        .number(
            "rotation-grace-seconds", 3, \.rotationGraceSeconds, "seconds, as in: 5",
            "How long a replaced session id is still good."),
        .flag(
            "rotates-csrf-cookie", nil, \.rotatesCSRFCookie, "Each fetched CSRF token comes with a fresh cookie pair."),
        .flag(
            "varies-header-case", nil, \.variesHeaderCase,
            "The name of Set-Cookie lines changes its letter case, as field names are case-insensitive."),
    ]

    private static let sessionSwitches: [TenantSwitch] = [
        .flag("answers-login-with-object", 4, \.answersLoginWithObject, "A login answers {}; off is an empty body."),
        .number(
            "other-login-method-status", 36, \.otherLoginMethodStatus, "404 or 405",
            "The status for another method on the login path."),
        .choice("users-on-login", 38, \.usersOnLogin, "What a login does to the tenant's list of users."),
        .flag(
            "creates-groups", 37, \.createsGroups, "The groups of a token become groups of the user; off ignores them."),
        .number(
            "idle-timeout-seconds", nil, \.idleTimeoutSeconds, "seconds, as in: 900",
            "The time without a request after which a session ends."),
        .number(
            "absolute-lifetime-seconds", nil, \.absoluteLifetimeSeconds, "seconds, as in: 3600",
            "The time after which a session ends in any case."),
        .flag(
            "counts-socket-traffic-as-activity", 23, \.countsSocketTrafficAsActivity,
            "Frames on an engine socket keep the session alive."),
        .number(
            "sessions-per-user", 34, \.sessionsPerUser, "sessions, as in: 1 (0 is any number)",
            "How many sessions a user may have; one more ends the oldest."),
        .text(
            "logout-location", 24, \.logoutLocation, "a URL (empty is /login of the tenant)", "Where /logout leads."),
        TenantSwitch(
            "sign-in-location", nil, values: "a URL", "Where /login leads: never a place to follow server-side."
        ) { switches, text in
            switches.signInLocation = text
            return true
        } read: {
            $0.signInLocation
        },
    ]

    private static let refusalSwitches: [TenantSwitch] = [
        .choice("unauthorized-body", 10, \.unauthorizedBody, "The body of a 401 below /api."),
        .flag("redirects-to-absolute-login", 11, \.redirectsToAbsoluteLogin, "Pages redirect to an absolute URL."),
        .flag("requires-csrf-cookie", 12, \.requiresCSRFCookie, "A CSRF token needs its signed cookie beside it."),
        .flag(
            "answers-csrf-at-top-level", 13, \.answersCSRFAtTopLevel,
            "CSRF-TOKEN-2 stands at the top level; off puts it into errors."),
        .flag(
            "tells-csrf-tokens", nil, \.tellsCSRFTokens,
            "The endpoint for CSRF tokens has one to tell; off is 404 CSRF-TOKEN-3."),
        .flag("accepts-csrf-in-query", 14, \.acceptsCSRFInQuery, "REST calls may carry the CSRF token in the query."),
        .flag(
            "checks-origin", 17, \.checksOrigin,
            "A present Origin must be the tenant's own or stand in the named web integration."),
        .choice("bearer-beside-cookies", 26, \.bearerBesideCookies, "What counts where a request has both."),
        .choice("removed-user", 33, \.removedUser, "The answer to a live session whose user is disabled or deleted."),
    ]

    private static let socketSwitches: [TenantSwitch] = [
        .choice("socket-csrf", 15, \.socketCSRF, "Where an engine socket may carry its CSRF token."),
        .choice("socket-refusals", 16, \.socketRefusals, "How a socket without session or CSRF token is refused."),
        .flag(
            "accepts-web-integration-header-on-sockets", 18, \.acceptsWebIntegrationHeaderOnSockets,
            "The web integration id of a socket may come as a header too."),
        .flag(
            "accepts-socket-compression", 19, \.acceptsSocketCompression,
            "Sockets agree on permessage-deflate where a client offers it."),
        .number(
            "engine-idle-seconds", 22, \.engineIdleSeconds, "seconds, as in: 1200 (0 is never)",
            "Sockets outlive their session; those without a message for so long are closed with 4001."),
        .number(
            "server-ping-milliseconds", 20, \.serverPingMilliseconds, "milliseconds, as in: 30000 (0 is never)",
            "The silence after which the tenant pings a socket, in real time."),
        .number(
            "silence-limit-milliseconds", 20, \.silenceLimitMilliseconds, "milliseconds, as in: 60000 (0 is never)",
            "The silence, pongs included, after which a socket is dropped, in real time."),
        .number(
            "idle-cut-milliseconds", 20, \.idleCutMilliseconds, "milliseconds, as in: 25000 (0 is never)",
            "The time without a frame of the client after which a socket is cut, in real time."),
        .number(
            "fragment-bytes", 21, \.fragmentBytes, "bytes, as in: 16384 (0 sends each message in one frame)",
            "The most bytes of a frame that the engine sends."),
        .number(
            "held-answer-milliseconds", nil, \.heldAnswerMilliseconds, "milliseconds, as in: 50 (0 answers in order)",
            "Every second answer of the engine is held back, so that later ones overtake it."),
        .text(
            "session-state", nil, \.sessionState, "a state, as in: SESSION_ERROR_NO_LICENSE (empty is the true one)",
            "What OnConnected tells."),
        .number(
            "plain-app-status", 35, \.plainAppStatus, "400 or 426", "The status for /app/<id> without an upgrade."),
    ]

    private static let answerSwitches: [TenantSwitch] = [
        .text(
            "link-authority", 25, \.linkAuthority, "host:port (empty is the host that the request named)",
            "The host of absolute links and redirects."),
        .flag(
            "links-name-the-default-port", 25, \.linksNameTheDefaultPort,
            "Links in bodies spell the port out where the request's Host has none."),
        .choice("content-location", 39, \.contentLocation, "How Location names temporary contents."),
        .text(
            "content-security-policy", 28, \.contentSecurityPolicy, "a policy (empty is that of the contract)",
            "The policy of HTML pages; nothing else has one."),
        .choice("content-coding", 30, \.contentCoding, "How large texts are compressed, where the request accepts it."),
        .choice("edge-protocol", 31, \.edgeProtocol, "The protocol that answers speak; sockets speak HTTP/1.1."),
        .flag("caches-resources", 29, \.cachesResources, "Resources may be cached for an hour; off is no-store."),
        .choice("retry-after", 32, \.retryAfter, "The form of retry-after on a 429."),
        .text(
            "trace-header", 40, \.traceHeader, "a field name, as in: x-trace-id (empty is none)",
            "The field that carries the trace id of every answer."),
    ]

    private static let limitSwitches: [TenantSwitch] = [
        .flag("limits-rates", nil, \.limitsRates, "Calls are counted by tier and user, and refused with 429."),
        .number(
            "tier-one-requests-per-minute", nil, \.tierOneRequestsPerMinute, "calls, as in: 1000",
            "How many calls of tier 1 each user has, counted over five minutes."),
        .number(
            "tier-two-requests-per-minute", nil, \.tierTwoRequestsPerMinute, "calls, as in: 100",
            "How many calls of tier 2 each user has, logins among them."),
        .number(
            "data-file-limit-bytes", nil, \.dataFileLimitBytes, "bytes, as in: 500000000",
            "The longest data file; one byte more is 413."),
    ]
}
