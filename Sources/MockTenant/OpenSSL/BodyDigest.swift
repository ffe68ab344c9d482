// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import COpenSSL

/// A running SHA-256 over the parts of one body.
///
/// - Shape: `update` any number of times, then `hex()` once.
final class BodyDigest {
    /// The digest of a body without bytes.
    static let ofNothing = hex(of: [])
    /// Fetched once: OpenSSL looks an algorithm up at each use otherwise.
    ///
    /// Never changed and never freed, so any thread may use it.
    ///
    /// - Source: OpenSSL, EVP_MD_fetch(3), "implicit fetching"; crypto(7), "Thread safety".
    private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer?

    init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, Self.algorithm, nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    func hex() -> String {
        var output = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &output, nil)
        return Hex.string(output)
    }

    static func hex(of bytes: [UInt8]) -> String {
        let digest = BodyDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.hex()
    }
}
