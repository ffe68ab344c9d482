// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import COpenSSL

/// Verifies a JWS signature with the system's OpenSSL 3.
///
/// The proxy signs with jwt-kit, so a fault in one library cannot hide behind the same fault in the other.
/// - Source: RFC 7518 §3.3 (RSASSA-PKCS1-v1_5), §3.4 (ECDSA, raw r‖s), §3.5 (RSASSA-PSS, salt as long as the hash).
enum SignatureCheck {
    static func isValid(
        _ signature: [UInt8], over message: [UInt8], algorithm: TokenAlgorithm, publicKeyPEM: String
    ) -> Bool {
        let verdict = PublicKey.with(pem: publicKeyPEM) { key in
            guard isKey(key, fitFor: algorithm), let encoded = opensslForm(of: signature, algorithm: algorithm)
            else { return false }
            return verify(encoded, over: message, algorithm: algorithm, key: key)
        }
        ERR_clear_error()
        return verdict ?? false
    }

    /// A key serves only the family it was made for: no RSA key for ES256, no P-384 key for ES256.
    private static func isKey(_ key: OpaquePointer, fitFor algorithm: TokenAlgorithm) -> Bool {
        switch algorithm.family {
        case .pkcs1:
            return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= 2048
        case .pss:
            let kind = EVP_PKEY_get_base_id(key)
            return (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) && EVP_PKEY_get_bits(key) >= 2048
        case .ecdsa(let curve, _):
            return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && groupName(of: key) == curve
        }
    }

    private static func groupName(of key: OpaquePointer) -> String? {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return nil }
        return String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func verify(
        _ signature: [UInt8], over message: [UInt8], algorithm: TokenAlgorithm, key: OpaquePointer
    ) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &keyContext, digest(for: algorithm), nil, key) == 1 else { return false }
        if case .pss = algorithm.family {
            guard EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) == 1
            else { return false }
        }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func digest(for algorithm: TokenAlgorithm) -> OpaquePointer? {
        switch algorithm {
        case .rs256, .ps256, .es256: EVP_sha256()
        case .rs384, .ps384, .es384: EVP_sha384()
        case .rs512, .ps512, .es512: EVP_sha512()
        }
    }

    /// JWS carries ECDSA signatures as two integers of fixed length; OpenSSL wants them in DER.
    private static func opensslForm(of signature: [UInt8], algorithm: TokenAlgorithm) -> [UInt8]? {
        guard case .ecdsa(_, let bytes) = algorithm.family else { return signature }
        guard signature.count == 2 * bytes, let pair = ECDSA_SIG_new() else { return nil }
        defer { ECDSA_SIG_free(pair) }
        let r = signature.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress, Int32(bytes), nil) }
        let s = signature.withUnsafeBufferPointer { buffer in
            BN_bin2bn(buffer.baseAddress.map { $0 + bytes }, Int32(bytes), nil)
        }
        guard ECDSA_SIG_set0(pair, r, s) == 1 else {
            BN_free(r)
            BN_free(s)
            return nil
        }
        let length = i2d_ECDSA_SIG(pair, nil)
        guard length > 0 else { return nil }
        var encoded = [UInt8](repeating: 0, count: Int(length))
        let written = encoded.withUnsafeMutableBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return i2d_ECDSA_SIG(pair, &cursor)
        }
        return written == length ? encoded : nil
    }
}
