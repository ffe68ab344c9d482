// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps the sign-ins under way where they belong: sealed, in the browser that started them.
///
/// A callback is only as good as the cookie that comes with it, so a `state` from another browser opens nothing
/// (RFC 9700 §4.7). Nothing is kept in memory for sign-ins that are never finished, however many are started (LIM-03),
/// and one that started before a restart can be finished after it.
/// - Shape: at most three per browser, for tabs that sign in side by side; the oldest give way.
struct SignInSealer: Sendable {
    /// How many sign-ins one browser may have under way.
    static let limit = 3
    /// The most characters the cookie's value may have: with name and attributes a line stays below 4096 (RFC 6265bis §5.5).
    static let valueLimit = 3800

    /// The one that seals, and then those that may have sealed before.
    private let keys: [SymmetricKey]
    private let lifetime: Int64
    private static let context = Array("tenantless sign-in cookie".utf8)

    init(_ configuration: ProxyConfiguration) {
        keys = configuration.sessionSecrets.map { secret in
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)), info: Self.context, outputByteCount: 32)
        }
        lifetime = configuration.signInMilliseconds
    }

    /// The cookie's value; nil when there is nothing to keep.
    func seal(_ pending: [PendingSignIn]) throws -> String? {
        var kept = Array(pending.suffix(Self.limit))
        while !kept.isEmpty {
            let text = JSONValue.array(kept.map(\.json)).serialized()
            let box = try AES.GCM.seal(Array(text.utf8), using: keys[0], authenticating: Self.context)
            guard let combined = box.combined else { return nil }
            let value = Base64.encode(combined, urlSafe: true)
            if value.utf8.count <= Self.valueLimit { return value }
            kept.removeFirst()
        }
        return nil
    }

    /// The sign-ins of that cookie that are not too old; none when it is not ours.
    func open(_ value: String, now: Int64) -> [PendingSignIn] {
        guard value.utf8.count <= Self.valueLimit, let octets = Base64.decode(value, urlSafe: true) else { return [] }
        for key in keys {
            do {
                let box = try AES.GCM.SealedBox(combined: Data(octets))
                let text = try AES.GCM.open(box, using: key, authenticating: Self.context)
                let entries = try JSONValue.parse(Array(text)).arrayValue ?? []
                return entries.compactMap(PendingSignIn.init).filter { (0..<lifetime).contains(now - $0.startedAt) }
            } catch {
                continue
            }
        }
        return []
    }
}
