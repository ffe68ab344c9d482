// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension MockIdentityProvider {
    /// Lets a new key sign from now on.
    ///
    /// - Parameters:
    ///   - issuer: The issuer's name.
    ///   - keepsOldPublished: Whether the old keys stay in the key set, so that tokens in flight still verify.
    /// - Throws: An error of the cryptographic library.
    public func rotateKeys(issuer: String = defaultIssuer, keepsOldPublished: Bool = false) throws {
        try directory.open(issuer).rotateKeys(keepsOldPublished: keepsOldPublished)
    }

    /// Chooses how much of its key set an issuer shows.
    ///
    /// - Parameters:
    ///   - publication: All of it, all but the current key, or nothing.
    ///   - issuer: The issuer's name.
    public func publishKeySet(_ publication: KeySetPublication, issuer: String = defaultIssuer) {
        directory.open(issuer).change { $0.keys.publication = publication }
    }

    /// The ids of the keys that sign now.
    ///
    /// - Parameter issuer: The issuer's name.
    /// - Returns: The key ids; empty before the first token or key set.
    public func signingKeyIDs(issuer: String = defaultIssuer) -> Set<String> {
        directory.open(issuer).read { $0.keys.currentKeyIDs }
    }
}
