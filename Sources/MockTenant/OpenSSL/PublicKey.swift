// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import COpenSSL

/// Reads a registered PEM, public key or certificate, into OpenSSL for the length of one use.
///
/// The tenant's console takes a certificate, its REST interface speaks of a public key: both are accepted.
/// - Source: qlik.dev, "Create signed tokens for JWT authorization"; identity-providers `staticKeys[].pem`.
enum PublicKey {
    /// Calls `body` with the key, or returns nil where the text holds none.
    static func with<Result>(pem: String, _ body: (OpaquePointer) -> Result) -> Result? {
        guard let key = fromSubjectPublicKeyInfo(pem) ?? fromCertificate(pem) else {
            ERR_clear_error()
            return nil
        }
        defer { EVP_PKEY_free(key) }
        return body(key)
    }

    private static func fromSubjectPublicKeyInfo(_ pem: String) -> OpaquePointer? {
        withMemoryBIO(pem) { PEM_read_bio_PUBKEY($0, nil, nil, nil) }
    }

    private static func fromCertificate(_ pem: String) -> OpaquePointer? {
        withMemoryBIO(pem) { bio in
            guard let certificate = PEM_read_bio_X509(bio, nil, nil, nil) else { return nil }
            defer { X509_free(certificate) }
            return X509_get_pubkey(certificate)
        }
    }

    private static func withMemoryBIO(_ text: String, _ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { raw in
            guard let bio = BIO_new_mem_buf(raw.baseAddress, Int32(raw.count)) else { return nil }
            defer { BIO_free(bio) }
            return body(bio)
        }
    }
}
