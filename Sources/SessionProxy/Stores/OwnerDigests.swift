// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Transport

/// Makes the digests by which sessions are found for an order of the identity provider.
///
/// - Shape: HMAC-SHA-256 under a key that is derived from `sessionSecret`, over the provider and the claim, each after
///   its length: whoever has a dump of the store cannot try names against it. The id of a token is no name; its digest
///   needs no key, so that proxies agree on it while a secret is changed.
/// - Source: RFC 2104; RFC 5869.
struct OwnerDigests: Sendable {
    /// The one for new sessions, and then those that older ones may have been marked with.
    private let keys: [SymmetricKey]
    private let provider: String

    init(_ configuration: ProxyConfiguration) {
        keys = configuration.sessionSecrets.map { secret in
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)),
                info: Array("tenantless session owner".utf8), outputByteCount: 32)
        }
        provider = configuration.identityProvider.description
    }

    /// Whose a session is.
    func owner(of record: SessionRecord) -> SessionOwner? {
        SessionOwner(
            subject: digest("sub", record.subject.subject, keys[0]),
            signIn: record.providerSession.map { digest("sid", $0, keys[0]) })
    }

    /// What a logout token orders.
    func order(_ token: LogoutToken) -> LogoutOrder {
        let targets = keys.map { key in
            LogoutOrder.Target(
                subject: token.subject.map { digest("sub", $0, key) },
                signIn: token.sessionID.map { digest("sid", $0, key) })
        }
        return LogoutOrder(
            targets: targets, token: Array(SHA256.hash(data: text("jti", token.tokenID))), expiresAt: token.expiresAt)
    }

    private func digest(_ claim: String, _ value: String, _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: text(claim, value), using: key))
    }

    private func text(_ claim: String, _ value: String) -> [UInt8] {
        Array([provider, claim, value].map { "\($0.utf8.count):\($0)" }.joined().utf8)
    }
}
