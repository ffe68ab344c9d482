// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A proxy to be judged: how it is started, where its routes are, and what it promises.
public struct Target: Sendable, Hashable {
    /// How the proxy comes to life.
    public enum Start: Sendable, Hashable {
        /// The proxy of this package, inside the harness.
        case inProcess
        /// A process that the harness starts and that listens on `<port>`.
        case command(TargetCommand)
        /// A proxy that is running already.
        case deployment(TargetDeployment)
    }

    /// The name in reports.
    public let name: String
    /// How the proxy comes to life.
    public let start: Start
    /// Where its own routes are.
    public let routes: TargetRoutes
    /// The name of its session cookie.
    public let sessionCookie: String
    /// The origin that browsers see; nil where the harness chooses it.
    public let publicOrigin: String?
    /// Optional features that it offers.
    public let features: Set<String>
    /// How long sessions live.
    public let lifetimes: TargetLifetimes
    /// Declared limits by name, in bytes or pieces; see `limitNames`.
    public let limits: [String: Int]
    /// True if a scenario may ask for other limits.
    public let areLimitsSettable: Bool
    /// Its session store: `sqlite`, `redis`, `memory` or `unknown`.
    public let store: String
    /// Where it logs: `standard-error`, `standard-output` or `unknown`.
    public let logs: String
    /// True if scenarios must be played one at a time.
    public let isSequential: Bool
    /// True if TLS ends in front of it, so that it speaks plain HTTP.
    public let isPlain: Bool
    /// False if it has no place for a user whom no scenario names, as with a few accounts that were given.
    public let hasBystander: Bool

    /// The limits that a target may declare; each is the largest that passes.
    ///
    /// - Shape: in bytes: `request-line` and `header-line` without their line ends, `head` with its empty line, `body`,
    ///   and `message` of a WebSocket; in pieces: `sockets` and `sessions` of one user, `sign-ins` that one address has
    ///   begun and not finished.
    public static let limitNames = [
        "request-line", "header-line", "head", "body", "message", "sockets", "sessions", "sign-ins",
    ]

    /// Makes a target; what is left out has the values of the built-in proxy.
    public init(
        name: String, start: Start, routes: TargetRoutes = TargetRoutes(), sessionCookie: String = "__Host-session",
        publicOrigin: String? = nil, features: Set<String> = [], lifetimes: TargetLifetimes = TargetLifetimes(),
        limits: [String: Int] = [:], areLimitsSettable: Bool = false, store: String = "unknown",
        logs: String = "unknown", isSequential: Bool = false, isPlain: Bool = false, hasBystander: Bool = true
    ) {
        self.name = name
        self.start = start
        self.routes = routes
        self.sessionCookie = sessionCookie
        self.publicOrigin = publicOrigin
        self.features = features
        self.lifetimes = lifetimes
        self.limits = limits
        self.areLimitsSettable = areLimitsSettable
        self.store = store
        self.logs = logs
        self.isSequential = isSequential
        self.isPlain = isPlain
        self.hasBystander = hasBystander
    }
}
