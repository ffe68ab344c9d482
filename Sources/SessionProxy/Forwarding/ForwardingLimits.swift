// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// The sizes and numbers the forwarding path is held to (LIM-01, LIM-03, WS-13).
public struct ForwardingLimits: Sendable {
    /// The limits of a request's head; above them 414 or 431.
    public var requestHead = HeadLimits()
    /// The limits of the tenant's heads; above them 502.
    public var responseHead = HeadLimits()
    /// The largest request body; above it 413.
    ///
    /// Default 512 MiB: the tenant takes app imports of 500 MB.
    public var requestBodyBytes = 512 << 20
    /// The largest body that is kept for one repetition after renewal or a stale CSRF token.
    public var keptBodyBytes = 64 << 10
    /// The largest body of an own route.
    public var ownBodyBytes = 64 << 10
    /// The largest JSON answer that is taken in whole to rewrite its absolute tenant links, so that it keeps a
    /// `Content-Length`; larger ones are rewritten as they stream (STAT-05).
    public var rewrittenBodyBytes = 64 << 10
    /// The largest WebSocket message in either direction; above it close 1009.
    public var messageBytes: UInt64 = 16 << 20
    /// The most sockets one user may hold open; above it 429.
    public var socketsPerUser = 200
    /// The most idle tenant connections each event loop keeps.
    public var idleTenantConnections = 128
    /// The most tenant connections each event loop opens, those of sockets with them; above it 503.
    public var tenantConnections = 16_384
    /// The most bytes that are taken in ahead of what can be passed on.
    public var aheadBytes = 64 << 10

    /// The defaults.
    public init() {}
}
