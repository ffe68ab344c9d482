// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

/// Checks proof keys for code exchange.
///
/// - Source: RFC 7636 §4.1 (43 to 128 unreserved characters), §4.2 (S256), §4.6 (comparison).
enum ProofKey {
    /// Whether this can be an S256 challenge: 32 octets in base64url.
    static func isChallenge(_ challenge: String) -> Bool { Base64.decode(challenge, urlSafe: true)?.count == 32 }

    /// Whether this can be a verifier.
    static func isVerifier(_ verifier: String) -> Bool {
        (43...128).contains(verifier.utf8.count) && verifier.utf8.allSatisfy(isUnreserved)
    }

    /// The S256 challenge of a verifier.
    static func challenge(of verifier: String) -> String {
        Base64.encode(Array(SHA256.hash(data: Array(verifier.utf8))), urlSafe: true, padded: false)
    }

    private static func isUnreserved(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
