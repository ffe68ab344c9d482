// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import JWTKit
import Wire

/// A signed token of the identity provider, of which nothing is believed until one of the provider's keys verifies it.
///
/// - Source: RFC 8725 §3.1 (algorithms by list), §3.5 (keys by use); RFC 7515 §4.1.9 and §4.1.11.
struct SignedToken: Sendable {
    /// The algorithms taken, each with the kind of key it needs: never `none`, never a shared secret.
    static let keyTypes: [String: String] = [
        "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
        "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
    ]

    /// The header's `typ` in small letters, without the `application/` that may be left out.
    let type: String?
    private let text: String
    private let content: String
    private let wanted: WantedKey

    /// Reads the header.
    ///
    /// - Throws: `ProviderTokenProblem`.
    init(_ text: String) throws(ProviderTokenProblem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.object(parts[0]), header["crit"] == nil else { throw .malformed }
        guard let algorithm = header["alg"]?.stringValue, let keyType = Self.keyTypes[algorithm] else {
            throw .algorithm
        }
        let type = header["typ"]?.stringValue?.lowercased()
        self.type = type.map { $0.hasPrefix("application/") ? String($0.dropFirst("application/".count)) : $0 }
        self.text = text
        content = parts[1]
        wanted = WantedKey(keyID: header["kid"]?.stringValue, keyType: keyType, algorithm: algorithm)
    }

    /// The claims, once a key of the set has verified the signature.
    ///
    /// - Throws: `ProviderTokenProblem`, or what `keySet` throws.
    func claims(verifiedBy keySet: @Sendable (Bool) async throws -> String) async throws -> JSONValue {
        try await verifySignature(with: try await keys(keySet))
        guard let claims = Self.object(content) else { throw ProviderTokenProblem.malformed }
        return claims
    }

    /// The keys that may have signed; the set is fetched again when it has none.
    private func keys(_ keySet: @Sendable (Bool) async throws -> String) async throws -> [JSONValue] {
        for isRefetch in [false, true] {
            let set = try JSONValue.parse(try await keySet(isRefetch))
            let fitting = (set["keys"]?.arrayValue ?? []).filter(wanted.fits)
            if !fitting.isEmpty { return fitting }
        }
        throw ProviderTokenProblem.unknownKey
    }

    /// - Throws: `ProviderTokenProblem.signature` unless one of the keys verifies.
    private func verifySignature(with keys: [JSONValue]) async throws {
        for key in keys {
            do {
                var named = key.objectValue ?? [:]
                if named["kid"] == nil { named["kid"] = "unnamed" }
                let jwk = try JWK(json: JSONValue.object(named).serialized())
                let collection = try await JWTKeyCollection().add(jwk: jwk)
                _ = try await collection.verify(text, as: AnyClaims.self)
                return
            } catch {
                continue
            }
        }
        throw ProviderTokenProblem.signature
    }

    private static func object(_ part: String) -> JSONValue? {
        guard let octets = Base64.decode(part, urlSafe: true) else { return nil }
        do throws(WireError) {
            let json = try JSONValue.parse(octets)
            return json.objectValue == nil ? nil : json
        } catch {
            return nil
        }
    }
}

/// What the token's header asks of a key.
private struct WantedKey {
    var keyID: String?
    var keyType: String
    var algorithm: String

    /// - Source: RFC 7517 §4.1 (`kty`), §4.2 (`use`), §4.4 (`alg`), §4.5 (`kid`).
    func fits(_ key: JSONValue) -> Bool {
        guard key["kty"]?.stringValue == keyType else { return false }
        if let use = key["use"]?.stringValue, use != "sig" { return false }
        if let stated = key["alg"]?.stringValue, stated != algorithm { return false }
        guard let keyID else { return true }
        return key["kid"]?.stringValue == keyID
    }
}

/// jwt-kit verifies the signature; the claims are read by readers that tell why they refuse.
private struct AnyClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
