// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto

/// A session as a store keeps it.
public struct StoredSession: Sendable, Hashable {
    /// Names a session in the store: the SHA-256 of its id, so that the store's content names no session.
    public struct Key: Sendable, Hashable {
        /// The 32 octets.
        public let octets: [UInt8]

        /// Takes the octets as a store returns them; nil unless there are 32.
        public init?(octets: [UInt8]) {
            guard octets.count == SHA256.byteCount else { return nil }
            self.octets = octets
        }

        /// The key of a session.
        public init(_ id: SessionID) {
            octets = Array(SHA256.hash(data: id.octets))
        }
    }

    /// Names it.
    public var key: Key
    /// Its content, sealed.
    public var sealed: [UInt8]
    /// When it may be forgotten, in milliseconds since 1970.
    public var expiresAt: Int64
    /// Counts its tenant sessions, so that a late write does not bring an older one back.
    public var generation: UInt64
    /// Whose it is; nil when that was not kept.
    public var owner: SessionOwner?

    /// Puts a row together.
    public init(key: Key, sealed: [UInt8], expiresAt: Int64, generation: UInt64, owner: SessionOwner? = nil) {
        self.key = key
        self.sealed = sealed
        self.expiresAt = expiresAt
        self.generation = generation
        self.owner = owner
    }
}

extension SessionID {
    /// The 16 octets, big-endian.
    var octets: [UInt8] {
        [a, b].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - UInt64($0) * 8)) } }
    }
}
