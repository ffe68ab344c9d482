// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// How an exchange began: its request head, and where it came in.
public struct RecordedOpening: Sendable, Hashable {
    /// The number of the connection on which it arrived, from 1 on.
    public var connection: Int
    /// `http` or `https`; a WebSocket has the scheme of its upgrade request.
    public var scheme: String
    /// The host, and the port where it is not the scheme's own, of the server that was asked.
    public var authority: String
    /// The name of the user, where whoever watches knows it; otherwise cookies and tokens tell users apart.
    public var user: String?
    /// The request line and the header lines as they travelled.
    public var head: RequestHead

    /// Makes an opening from its parts.
    public init(
        connection: Int = 1, scheme: String = "https", authority: String, user: String? = nil, head: RequestHead
    ) {
        self.connection = connection
        self.scheme = scheme
        self.authority = authority
        self.user = user
        self.head = head
    }
}
