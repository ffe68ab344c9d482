// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import JWTKit
import Wire

/// Turns drafts into compact JWTs, faithfully wrong where the draft asks for it.
struct TokenMint: Sendable {
    /// The key that would sign a right token.
    let key: SigningKey

    func mint(_ draft: TokenDraft) async throws -> String {
        let input = Self.encode(draft.header.octets) + "." + Self.encode(draft.claims.octets)
        let signature = try await seal(Array(input.utf8), as: draft.seal)
        return input + "." + Self.encode(signature)
    }

    private func seal(_ input: [UInt8], as seal: TokenDraft.Seal) async throws -> [UInt8] {
        switch seal {
        case .currentKey:
            return try await key.signature(of: input)
        case .altered:
            var signature = try await key.signature(of: input)
            signature[signature.count / 2] ^= 0xFF
            return signature
        case .strangerKey:
            let stranger = try SigningKey(algorithm: key.algorithm, keyID: key.keyID)
            return try await stranger.signature(of: input)
        case .empty:
            return []
        case .publicKeyAsSecret:
            let keys = JWTKeyCollection()
            await keys.add(hmac: HMACKey(from: key.publicPEM), digestAlgorithm: .sha256)
            return try await keys.getKey().sign(input)
        }
    }

    private static func encode(_ octets: [UInt8]) -> String { Base64.encode(octets, urlSafe: true, padded: false) }
}
