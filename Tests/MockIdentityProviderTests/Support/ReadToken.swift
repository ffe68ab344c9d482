// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import JWTKit
import Wire

/// A JWT as a relying party finds it: what it says, and whether a published key signed it.
struct ReadToken: Sendable {
    let header: JSONValue
    let claims: JSONValue
    let signature: [UInt8]
    /// Whether jwt-kit verifies it with the key that the key set has under the token's `kid`.
    let isVerified: Bool

    init(_ token: String, keySet: [UInt8]) async throws {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw NotAToken(text: token) }
        header = try JSONValue.parse(Base64.decode(parts[0], urlSafe: true) ?? [])
        claims = try JSONValue.parse(Base64.decode(parts[1], urlSafe: true) ?? [])
        signature = Base64.decode(parts[2], urlSafe: true) ?? []
        isVerified = await Self.verifies(token, keySet: keySet, keyID: header["kid"]?.stringValue)
    }

    struct NotAToken: Error {
        let text: String
    }

    /// Claims that verify whatever they say: only the signature is in question.
    private struct AnyClaims: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    private static func verifies(_ token: String, keySet: [UInt8], keyID: String?) async -> Bool {
        do {
            let keys = JWTKeyCollection()
            try await keys.add(jwksJSON: String(decoding: keySet, as: UTF8.self))
            if let keyID, await !isKnown(keyID, in: keySet) { return false }
            _ = try await keys.verify(token, as: AnyClaims.self)
            return true
        } catch {
            return false
        }
    }

    private static func isKnown(_ keyID: String, in keySet: [UInt8]) async -> Bool {
        guard let document = try? JSONValue.parse(keySet), case .array(let keys)? = document["keys"] else {
            return false
        }
        return keys.contains { $0["kid"]?.stringValue == keyID }
    }
}
