// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// The whole answer on a back channel.
public struct ClientResponse: Sendable {
    /// The status.
    public var status: Int
    /// The lines in order.
    public var headers: HeaderList
    /// The body, chunked coding removed.
    public var body: [UInt8]

    /// Puts an answer together.
    public init(status: Int, headers: HeaderList = HeaderList(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
