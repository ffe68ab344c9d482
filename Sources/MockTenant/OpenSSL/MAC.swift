// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import COpenSSL

/// Keyed digests for cookie signatures and CSRF tokens.
enum MAC {
    /// HMAC-SHA-512, 64 bytes: the length of the `.sig` cookies of today.
    static func sha512(_ message: String, key: [UInt8]) -> [UInt8] {
        hmac(message, key: key, algorithm: EVP_sha512(), length: 64)
    }

    /// HMAC-SHA-1, 20 bytes: the 27 characters behind the salt of a CSRF token.
    static func sha1(_ message: String, key: [UInt8]) -> [UInt8] {
        hmac(message, key: key, algorithm: EVP_sha1(), length: 20)
    }

    private static func hmac(_ message: String, key: [UInt8], algorithm: OpaquePointer?, length: Int) -> [UInt8] {
        let bytes = Array(message.utf8)
        var output = [UInt8](repeating: 0, count: length)
        var written: UInt32 = 0
        HMAC(algorithm, key, Int32(key.count), bytes, bytes.count, &output, &written)
        return output
    }
}
