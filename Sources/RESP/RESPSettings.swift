// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Which server a client speaks to, and how patient it is.
public struct RESPSettings: Sendable {
    /// Where the server is.
    public var address: RESPAddress
    /// The trust for `rediss://`; nil speaks plain TCP.
    public var tls: ClientTLS?
    /// How long connecting may take, and again the TLS handshake.
    public var connectTimeout: Duration
    /// How long an answer may take.
    public var answerTimeout: Duration
    /// How many calls may wait for their answers at once.
    public var callsInFlight: Int

    /// Gathers the settings.
    ///
    /// Two seconds for an answer: Redis answers in well under a millisecond, a fork for saving a big data set can hold it
    /// up for some hundred, and a browser that waits for longer has a person before it who presses reload.
    public init(
        address: RESPAddress, tls: ClientTLS? = nil, connectTimeout: Duration = .seconds(2),
        answerTimeout: Duration = .seconds(2), callsInFlight: Int = 10_000
    ) {
        self.address = address
        self.tls = tls
        self.connectTimeout = connectTimeout
        self.answerTimeout = answerTimeout
        self.callsInFlight = callsInFlight
    }
}
