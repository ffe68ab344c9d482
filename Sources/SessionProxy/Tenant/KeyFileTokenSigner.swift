// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
import Synchronization

/// Signs with the key of a file, and with the one that has taken its place as soon as it is there (EXP-06).
///
/// - Shape: the file is read at every signature: logins are rare and it is small, so that nothing has to watch it.
/// - Shape: while the file cannot be read, or holds no key, the last good one signs; replace the file as a whole, by
///   renaming.
public final class KeyFileTokenSigner: TenantTokenSigner {
    private let path: String
    private let keyID: String
    private let logger: Logger
    private let current: Mutex<(text: String, signer: JWTKitTokenSigner)>

    /// Reads the key.
    ///
    /// - Parameters:
    ///   - path: a file with a private key in PEM.
    ///   - keyID: the key id under which the tenant knows the public half, of each key in its turn.
    ///   - logger: where a file that cannot be used is told of.
    /// - Throws: `ConfigurationProblem` that names `privateKey`.
    public init(path: String, keyID: String, logger: Logger) throws(ConfigurationProblem) {
        guard let text = TextFile.read(path) else {
            throw ConfigurationProblem("privateKey", "is the path of a file that cannot be read.")
        }
        self.path = path
        self.keyID = keyID
        self.logger = logger
        current = Mutex((text, try JWTKitTokenSigner(privateKeyPEM: text, keyID: keyID)))
    }

    /// The compact serialisation of a signed JWT with these claims.
    public func sign(_ claims: TenantClaims) async throws -> String {
        try await latest().sign(claims)
    }

    private func latest() -> JWTKitTokenSigner {
        let (known, signer) = current.withLock { $0 }
        guard let text = TextFile.read(path) else {
            logger.warning("The file with the private key cannot be read; the key it had signs on")
            return signer
        }
        if text == known { return signer }
        do throws(ConfigurationProblem) {
            let new = try JWTKitTokenSigner(privateKeyPEM: text, keyID: keyID)
            current.withLock { $0 = (text, new) }
            logger.notice("The file with the private key has a new key, which signs from now on")
            return new
        } catch {
            logger.warning("The file with the private key holds none that can sign; the key it had signs on")
            return signer
        }
    }
}
