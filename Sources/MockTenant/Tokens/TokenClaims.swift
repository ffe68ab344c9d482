// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The claims of a login token that the tenant reads, after all of them were checked.
///
/// - Source: qlik.dev, "Login" (required claims); unknown claims are ignored.
struct TokenClaims: Sendable, Hashable {
    let issuer: String
    let subject: String
    let identifier: String
    let name: String
    let email: String
    let emailVerified: Bool
    let groups: [String]
    /// Seconds since the epoch.
    let notBefore: Int64
    /// Seconds since the epoch.
    let expiry: Int64
}

/// Reads claims one by one, so that a missing one is named and a misshapen one too.
struct ClaimReader {
    let claims: JSONValue

    func string(_ name: String) throws(TokenRefusal) -> String {
        guard let value = try present(name).stringValue, !value.isEmpty else {
            throw TokenRefusal(.claimType, "Claim \(name) is not a string")
        }
        return value
    }

    /// The sample in Qlik's knowledge base has a number as `jti`.
    func stringOrNumber(_ name: String) throws(TokenRefusal) -> String {
        switch try present(name) {
        case .string(let text) where !text.isEmpty: return text
        case .number(let literal): return literal
        default: throw TokenRefusal(.claimType, "Claim \(name) is neither a string nor a number")
        }
    }

    func boolean(_ name: String) throws(TokenRefusal) -> Bool {
        guard case .bool(let value) = try present(name) else {
            throw TokenRefusal(.claimType, "Claim \(name) is not a boolean")
        }
        return value
    }

    /// NumericDate of RFC 7519 §2; a fraction is cut off.
    func date(_ name: String) throws(TokenRefusal) -> Int64 {
        guard case .number(let literal) = try present(name), let number = Double(literal), number.isFinite,
            number >= 0, number < 1e12
        else { throw TokenRefusal(.claimType, "Claim \(name) is not a date") }
        return Int64(number)
    }

    func groups() throws(TokenRefusal) -> [String] {
        guard let value = claims["groups"], value != .null else { return [] }
        guard case .array(let items) = value else { throw TokenRefusal(.claimType, "Claim groups is not an array") }
        var names: [String] = []
        for item in items {
            guard case .string(let name) = item else {
                throw TokenRefusal(.claimType, "Claim groups holds something that is not a string")
            }
            names.append(name)
        }
        return names
    }

    func audiences() throws(TokenRefusal) -> [String] {
        switch try present("aud") {
        case .string(let audience): return [audience]
        case .array(let items): return items.map { $0.stringValue ?? "" }
        default: throw TokenRefusal(.claimType, "Claim aud is neither a string nor an array")
        }
    }

    func has(_ name: String) -> Bool {
        guard let value = claims[name] else { return false }
        return value != .null
    }

    private func present(_ name: String) throws(TokenRefusal) -> JSONValue {
        guard let value = claims[name], value != .null else {
            throw TokenRefusal(.missingClaim, "Missing required claim: \(name)")
        }
        return value
    }
}
