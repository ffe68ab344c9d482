// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The time limits of the forwarding path; all are kept by one timer wheel per event loop.
public struct ForwardingTimes: Sendable {
    /// From the first byte of a request's head to its last (LIM-02).
    public var head: TimeAmount = .seconds(15)
    /// An idle browser connection.
    public var idleBrowser: TimeAmount = .seconds(75)
    /// An idle tenant connection; shorter than the 60 s after which common gateways close.
    public var idleTenant: TimeAmount = .seconds(30)
    /// A request body's grace; each KiB that arrives buys another second, so a byte-by-byte sender runs out.
    public var bodyGrace: TimeAmount = .seconds(30)
    /// Opening a connection to the tenant, and again for TLS.
    public var connect: TimeAmount = .seconds(5)
    /// From the last byte of the request to the first of the tenant's answer; then 504.
    public var answer: TimeAmount = .seconds(30)
    /// Silence of the tenant inside an answer.
    public var answerStall: TimeAmount = .seconds(300)
    /// A browser that does not take what is written to it.
    public var writeStall: TimeAmount = .seconds(60)
    /// The tenant's answer to an upgrade; a browser should know within 10 s (WS-09).
    public var upgrade: TimeAmount = .seconds(8)
    /// Silence on a leg of a socket after which a ping is put in: real sockets were dropped after 25 s of silence.
    public var ping: TimeAmount = .seconds(20)
    /// Silence on a leg after which it counts as lost.
    public var lost: TimeAmount = .seconds(60)
    /// From the first close frame to the end of the connections.
    public var closing: TimeAmount = .seconds(4)
    /// How long input is read and dropped after a last answer, so that no reset overtakes it (RFC 9112 §9.6).
    public var linger: TimeAmount = .seconds(2)

    /// The defaults.
    public init() {}
}
