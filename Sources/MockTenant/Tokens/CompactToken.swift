// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A JWT in compact form, taken apart strictly but not yet believed.
///
/// - Source: RFC 7515 §5.2 and §7.1 (three base64url parts, no padding), RFC 7519 §4 (claim names are unique).
struct CompactToken: Sendable {
    /// Nothing a tenant asks for needs more; the bound keeps a hostile token from costing anything.
    static let maxBytes = 16 * 1024

    let header: JSONValue
    let claims: JSONValue
    let signingInput: [UInt8]
    let signature: [UInt8]

    init(_ text: String) throws(TokenRefusal) {
        guard text.utf8.count <= Self.maxBytes else {
            throw TokenRefusal(.tooLarge, "Token is larger than \(Self.maxBytes) bytes")
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw TokenRefusal(.malformed, "Token does not have three parts") }
        guard !text.contains("="), let signature = Base64.decode(parts[2], urlSafe: true) else {
            throw TokenRefusal(.malformed, "Signature is not canonical base64url")
        }
        header = try Self.object(parts[0], named: "Header")
        claims = try Self.object(parts[1], named: "Payload")
        signingInput = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    private static func object(_ part: String, named name: String) throws(TokenRefusal) -> JSONValue {
        guard let bytes = Base64.decode(part, urlSafe: true) else {
            throw TokenRefusal(.malformed, "\(name) is not canonical base64url")
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes)
        } catch {
            throw TokenRefusal(.malformed, "\(name) is not JSON: \(error.reason)")
        }
        guard case .object(let object) = value else { throw TokenRefusal(.malformed, "\(name) is not an object") }
        var seen: Set<String> = []
        for member in object where !seen.insert(member.name).inserted {
            throw TokenRefusal(.duplicateMember, "\(name) has the member \(member.name) twice")
        }
        return value
    }
}
