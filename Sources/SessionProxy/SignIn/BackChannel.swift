// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Sends whole requests and reads whole answers, off the forwarding path.
public protocol BackChannel: Sendable {
    /// Sends a request and reads the whole answer; redirects are answers.
    func send(_ request: ClientRequest) async throws -> ClientResponse

    /// Closes what is kept open.
    func shutdown() async
}

/// The product's back channel.
extension HTTPClient: BackChannel {}
