// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A JWT before it is signed: everything a defect may change.
///
/// - Source: RFC 7519 §3; RFC 7515 §7.1 (compact serialization).
struct TokenDraft: Sendable {
    /// The JOSE header; `alg` and `kid` are those of the current key until a defect says otherwise.
    var header: JSONObject
    /// The claims in the order in which they are written.
    var claims: JSONObject
    /// The algorithm of the key that signs; nil for the issuer's usual one.
    var algorithm: SigningAlgorithm?
    /// How the signature is made.
    var seal = Seal.currentKey
    /// What happens to the issuer's keys just before signing.
    var prelude = Prelude.none
    /// What happens to them just after.
    var postlude = Postlude.none

    /// The ways, right and wrong, to come by a signature.
    enum Seal: Sendable, Hashable {
        /// Signed with the issuer's current key.
        case currentKey
        /// Signed with the issuer's current key, then one octet changed.
        case altered
        /// Signed with a key that is published nowhere.
        case strangerKey
        /// No signature at all: the part after the last dot is empty.
        case empty
        /// Signed with a key that is published nowhere but in the header, as `jwk`.
        case enclosedKey
        /// HMAC-SHA-256 with a text as its secret.
        case secret(String)
        /// HMAC-SHA-256 with the PEM text of the public key as its secret.
        case publicKeyAsSecret
    }

    /// What happens to the issuer's keys before this token is signed.
    enum Prelude: Sendable, Hashable {
        case none
        /// A new key takes over, so the relying party's copy of the key set is old.
        case rotateKeys
        /// A second key of the same kind is published, so `kid` is needed to choose.
        case publishSecondKey
    }

    /// What happens to the issuer's keys after this token is signed.
    enum Postlude: Sendable, Hashable {
        case none
        /// A new key takes over; the one that signed stays published.
        case rotateKeys
        /// A new key takes over; the one that signed is published no more.
        case withdrawKeys
    }
}
