// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The sizes and numbers a proxy is held to; each is the largest that passes (LIM-01, LIM-03, WS-13).
public struct ProxyLimits: Sendable, Hashable {
    /// Bytes of a request line without its end (`requestLineLimit`); above them 414.
    ///
    /// RFC 9112 §3 asks for at least 8000.
    public var requestLineBytes = 8 << 10
    /// Bytes of one header line without its end (`headerLineLimit`); above them 431.
    public var headerLineBytes = 16 << 10
    /// Bytes of a whole request head with its empty line (`headLimit`); above them 431.
    public var headBytes = 64 << 10
    /// Bytes of a request body (`bodyLimit`); above them 413.
    ///
    /// The tenant takes app imports of 500 MB.
    public var bodyBytes = 512 << 20
    /// Bytes of a WebSocket message, in either direction (`messageLimit`); above them the socket is closed with 1009.
    public var messageBytes = 16 << 20
    /// Sockets that one user has open in this process (`socketsLimit`); above them 429.
    public var socketsPerUser = 200
    /// Sessions that one user has in the store (`sessionsLimit`); a further one ends the one unused for longest.
    public var sessionsPerUser = 100
    /// Sign-ins that one address has begun and neither finished nor let run out (`signInsLimit`); above them 429.
    public var signInsPerAddress = 1000

    /// The defaults.
    public init() {}
}

/// How long a proxy waits for a slow browser (LIM-02).
public struct ProxyPatience: Sendable, Hashable {
    /// From the first byte of a request's head to its last (`headTimeout`); then 408.
    public var head = Duration.seconds(15)
    /// A request's body (`bodyTimeout`); each KiB that arrives buys another second; then 408.
    public var body = Duration.seconds(30)
    /// A browser that takes nothing of what is written to it (`writeTimeout`); then its connection ends.
    public var write = Duration.seconds(60)

    /// The defaults.
    public init() {}
}
