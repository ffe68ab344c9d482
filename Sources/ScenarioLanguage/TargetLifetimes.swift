// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How long a proxy keeps sessions, and how long it waits for slow browsers.
public struct TargetLifetimes: Sendable, Hashable {
    /// What a target may declare besides `idle` and `absolute`.
    ///
    /// - Shape: `head` and `body`: how long a request's head, and a body of a few bytes, may take to arrive; `write`:
    ///   how long a browser may take nothing of what is written to it; `sign-in`: how long a sign-in may stay unfinished.
    public static let furtherNames = ["head", "body", "write", "sign-in"]

    /// After this time without a request a session is over.
    public let idle: Duration?
    /// After this time a session is over in any case.
    public let absolute: Duration?
    /// The other times, by name.
    public let further: [String: Duration]
    /// True if a scenario may ask for other values.
    public let isSettable: Bool

    /// Makes lifetimes.
    public init(
        idle: Duration? = nil, absolute: Duration? = nil, further: [String: Duration] = [:], isSettable: Bool = false
    ) {
        self.idle = idle
        self.absolute = absolute
        self.further = further
        self.isSettable = isSettable
    }

    /// The names of those that are declared.
    public var names: [String] {
        (idle == nil ? [] : ["idle"]) + (absolute == nil ? [] : ["absolute"]) + further.keys.sorted()
    }
}
