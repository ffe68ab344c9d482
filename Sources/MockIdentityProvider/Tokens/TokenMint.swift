// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

/// Turns drafts into compact JWTs, faithfully wrong where the draft asks for it.
struct TokenMint: Sendable {
    /// The key that would sign a right token.
    let key: SigningKey

    func mint(_ draft: TokenDraft) async throws -> String {
        var draft = draft
        let stranger = try draft.seal.isByStranger ? SigningKey(algorithm: key.algorithm, keyID: key.keyID) : nil
        if draft.seal == .enclosedKey { draft.header["jwk"] = try stranger?.publicJWK() }
        let input = Self.encode(draft.header.octets) + "." + Self.encode(draft.claims.octets)
        let signature = try await seal(Array(input.utf8), as: draft.seal, by: stranger ?? key)
        return input + "." + Self.encode(signature)
    }

    private func seal(
        _ input: [UInt8], as seal: TokenDraft.Seal, by signer: SigningKey
    ) async throws -> [UInt8] {
        switch seal {
        case .currentKey, .strangerKey, .enclosedKey:
            return try await signer.signature(of: input)
        case .altered:
            var signature = try await signer.signature(of: input)
            signature[signature.count / 2] ^= 0xFF
            return signature
        case .empty:
            return []
        case .secret(let secret):
            return Self.code(input, with: secret)
        case .publicKeyAsSecret:
            return Self.code(input, with: key.publicPEM)
        }
    }

    /// HMAC-SHA-256, made here because jwt-kit stops the process over a secret that is too short.
    private static func code(_ input: [UInt8], with secret: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: input, using: SymmetricKey(data: Array(secret.utf8))))
    }

    private static func encode(_ octets: [UInt8]) -> String { Base64.encode(octets, urlSafe: true, padded: false) }
}

extension TokenDraft.Seal {
    /// Whether a key signs that is not the issuer's.
    fileprivate var isByStranger: Bool { self == .strangerKey || self == .enclosedKey }
}
