// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CryptoExtras
import MockTenant
import ScenarioRunner

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file that a proxy reads its signing key from, and the tenant that knows the public half.
struct SigningKeyFile: Sendable {
    /// Where the file is; nil where the proxy has the key as text.
    let path: String?
    let tenant: MockTenant?
    /// What the proxy is registered as; nil where that is not ours to change.
    let registration: StageRegistration?

    /// Puts a new key in the old one's place, here and at the tenant.
    func renew() throws {
        guard let path, let tenant, let registration else {
            throw StageProblem(.unsupported, "the signing key is in no file, or the tenant takes no other")
        }
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        try key.pkcs8PEMRepresentation.write(toFile: path, atomically: true, encoding: .utf8)
        tenant.register(
            TenantKey(
                issuer: registration.tokenIssuer, keyID: registration.keyID,
                publicKeyPEM: key.publicKey.pemRepresentation))
    }
}
