// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Seals session records so that neither the store nor `sessionSecret` alone opens one.
///
/// - Shape: version (1 octet), check value (16), then the AES-256-GCM box (nonce, ciphertext, tag). Key and check value
///   are derived from the secret in the browser's cookie, salted with `sessionSecret`; the session's id is
///   authenticated besides, so that a row cannot be moved to another session.
/// - Shape: the check value tells "not your session" from "damaged": the first is nobody's fault, the second must not
///   look like being signed out (ERR-03).
/// - Shape: the first of the secrets seals; each of them opens what it has sealed, which the check value tells.
/// - Source: RFC 5869 (HKDF); NIST SP 800-38D (GCM).
struct SessionSealer: Sendable {
    private static let version: UInt8 = 1
    private static let checkCount = 16
    private let salt: [UInt8]
    private let previousSalts: [[UInt8]]

    init(_ secret: String, previous: [String] = []) {
        salt = Self.salt(secret)
        previousSalts = previous.map(Self.salt)
    }

    private static func salt(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

    func seal(_ record: SessionRecord, for ticket: SessionTicket) throws -> [UInt8] {
        let (key, check) = Self.derive(ticket, salt)
        let box = try AES.GCM.seal(SessionRecordCodec.encode(record), using: key, authenticating: ticket.id.octets)
        guard let combined = box.combined else {
            throw ProxyError(.internalFault, source: .internal, reason: "AES-GCM gave no combined box.")
        }
        return [Self.version] + check + Array(combined)
    }

    /// The record, or nil when the ticket's secret is not the one it was sealed with.
    ///
    /// - Throws: `StoreProblem` with `.corrupt` when the octets are not what `seal` wrote.
    func open(_ sealed: [UInt8], with ticket: SessionTicket) throws -> SessionRecord? {
        guard sealed.count > 1 + Self.checkCount + 28, sealed[0] == Self.version else {
            throw StoreProblem(.corrupt, "A stored session has no known form.")
        }
        let check = Array(sealed[1...Self.checkCount])
        let fitting = ([salt] + previousSalts).lazy.map { Self.derive(ticket, $0) }
            .first { ConstantTime.equal(check, $0.check) }
        guard let key = fitting?.key else { return nil }
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed[(1 + Self.checkCount)...]))
            let octets = try AES.GCM.open(box, using: key, authenticating: ticket.id.octets)
            return try SessionRecordCodec.decode(Array(octets))
        } catch {
            throw StoreProblem(.corrupt, "A stored session cannot be opened.")
        }
    }

    private static func derive(_ ticket: SessionTicket, _ salt: [UInt8]) -> (key: SymmetricKey, check: [UInt8]) {
        let secret = SymmetricKey(data: ticket.secret.octets)
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: salt, info: Array("tenantless session key".utf8), outputByteCount: 32)
        let check = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: salt, info: Array("tenantless session check".utf8) + ticket.id.octets,
            outputByteCount: checkCount)
        return (key, check.withUnsafeBytes { Array($0) })
    }
}
