// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension Issuer {
    /// The key that signs now, with the issuer's usual algorithm or with another one.
    func signingKey(_ algorithm: SigningAlgorithm? = nil) throws -> SigningKey {
        try change { state in
            try state.keys.signingKey(algorithm ?? state.switches.signingAlgorithm, named: freshIdentifier)
        }
    }

    /// Lets a new key sign from now on.
    func rotateKeys(keepsOldPublished: Bool) throws {
        try change { state in
            try state.keys.rotate(
                state.switches.signingAlgorithm, keepsOldPublished: keepsOldPublished, named: freshIdentifier)
        }
    }

    /// Publishes a second key of the same kind, which signs nothing.
    func publishSecondKey() throws {
        try change { state in
            _ = try state.keys.signingKey(state.switches.signingAlgorithm, named: freshIdentifier)
            try state.keys.publishSecondKey(state.switches.signingAlgorithm, named: freshIdentifier)
        }
    }

    /// A JOSE header for a token that is signed with the current key.
    func header(type: String) throws -> JSONObject {
        let key = try signingKey()
        return JSONObject([
            ("alg", .string(key.algorithm.rawValue)), ("typ", .string(type)), ("kid", .string(key.keyID)),
        ])
    }

    /// Makes a token of a draft: what the draft asks to happen to the keys stands before and after the signature.
    func mint(_ draft: TokenDraft) async throws -> String {
        var draft = draft
        let usual = try signingKey()
        switch draft.prelude {
        case .none: break
        case .rotateKeys: try rotateKeys(keepsOldPublished: false)
        case .publishSecondKey: try publishSecondKey()
        }
        let key = try signingKey(draft.algorithm)
        if draft.header["kid"]?.stringValue == usual.keyID { draft.header["kid"] = .string(key.keyID) }
        if let algorithm = draft.algorithm { draft.header["alg"] = .string(algorithm.rawValue) }
        let token = try await TokenMint(key: key).mint(draft)
        switch draft.postlude {
        case .none: break
        case .rotateKeys: try rotateKeys(keepsOldPublished: true)
        case .withdrawKeys: try rotateKeys(keepsOldPublished: false)
        }
        return token
    }
}
