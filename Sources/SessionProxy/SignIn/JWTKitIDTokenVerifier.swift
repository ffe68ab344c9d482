// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import JWTKit
import Wire

/// Verifies with jwt-kit's signatures and our own reading of the claims.
///
/// - Source: OpenID Connect Core 1.0 §3.1.3.7; RFC 8725 §3.1 (algorithms by list), §3.5 (keys by use).
public struct JWTKitIDTokenVerifier: IDTokenVerifier {
    /// The algorithms taken, each with the kind of key it needs: never `none`, never a shared secret.
    static let keyTypes: [String: String] = [
        "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
        "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
    ]

    /// Makes a verifier.
    public init() {}

    /// The person the token states.
    public func verify(_ token: String, _ expectation: IDTokenExpectation) async throws -> Subject {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.object(parts[0]), header["crit"] == nil else {
            throw IDTokenProblem.malformed
        }
        guard let algorithm = header["alg"]?.stringValue, let keyType = Self.keyTypes[algorithm] else {
            throw IDTokenProblem.algorithm
        }
        let wanted = WantedKey(keyID: header["kid"]?.stringValue, keyType: keyType, algorithm: algorithm)
        try await verifySignature(of: token, with: try await keys(wanted, expectation))
        guard let claims = Self.object(parts[1]) else { throw IDTokenProblem.malformed }
        return try IDTokenClaims(claims).subject(expectation)
    }

    /// The keys that may have signed; the set is fetched again when it has none.
    private func keys(_ wanted: WantedKey, _ expectation: IDTokenExpectation) async throws -> [JSONValue] {
        for isRefetch in [false, true] {
            let set = try JSONValue.parse(try await expectation.keySet(isRefetch))
            let fitting = (set["keys"]?.arrayValue ?? []).filter(wanted.fits)
            if !fitting.isEmpty { return fitting }
        }
        throw IDTokenProblem.unknownKey
    }

    /// - Throws: `IDTokenProblem.signature` unless one of the keys verifies.
    private func verifySignature(of token: String, with keys: [JSONValue]) async throws {
        for key in keys {
            do {
                var named = key.objectValue ?? [:]
                if named["kid"] == nil { named["kid"] = "unnamed" }
                let jwk = try JWK(json: JSONValue.object(named).serialized())
                let collection = try await JWTKeyCollection().add(jwk: jwk)
                _ = try await collection.verify(token, as: AnyClaims.self)
                return
            } catch {
                continue
            }
        }
        throw IDTokenProblem.signature
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

/// jwt-kit verifies the signature; the claims are read by `IDTokenClaims`, which tells why it refuses.
private struct AnyClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
