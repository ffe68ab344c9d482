// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

extension BackChannel {
    /// Sends to the identity provider; a failed connection becomes an error of its side.
    func asking(_ request: ClientRequest) async throws -> ClientResponse {
        do {
            return try await send(request)
        } catch let error as TransportError {
            throw ProxyError(
                .identityProviderUnreachable, source: .upstream,
                reason: "The identity provider gave no answer: \(error.code.rawValue).")
        }
    }
}

extension ClientResponse {
    /// The body as JSON.
    func json() throws -> JSONValue {
        do throws(WireError) {
            return try JSONValue.parse(body)
        } catch {
            throw ProxyError(
                .identityProviderRefused, source: .upstream, reason: "The identity provider's answer is not JSON.")
        }
    }
}
