// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What became of one logout token.
public struct BackChannelDelivery: Sendable, Hashable {
    /// The client to which it was posted.
    public let clientID: String
    /// The status of the answer; nil where there was none.
    public let status: Int?
}
