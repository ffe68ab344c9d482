// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A throwaway authority that signs certificates for names on loopback.
///
/// Keys are P-256: the authority takes half a millisecond to make, a leaf a tenth.
public final class CertificateAuthority: Sendable {
    /// The root to trust, as PEM text.
    public let certificatePEM: String

    private let key: Certificate.PrivateKey
    private let subject: DistinguishedName

    /// Makes a fresh key and a self-signed root.
    public init(name: String = "Tenantless throwaway authority") throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let now = Date()
        let root = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-Validity.backdating),
            notValidAfter: now.addingTimeInterval(Validity.root),
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        self.key = key
        self.subject = subject
        certificatePEM = try root.serializeAsPEM().pemString + "\n"
    }

    /// Signs a certificate for the given names and addresses.
    ///
    /// - Parameters:
    ///   - names: DNS names (`*.` allowed) and IPv4 literals for the subject alternative names.
    ///   - validity: From and until, in milliseconds since the epoch; by default two days around now.
    /// - Returns: The identity, its chain with the authority's certificate at the end.
    /// - Throws: What swift-certificates says about a name that cannot stand in a certificate.
    public func issue(names: [String], validFor validity: ClosedRange<Int64>? = nil) throws -> ServerIdentity {
        let leafKey = P256.Signing.PrivateKey()
        let now = Date()
        let from = validity.map { Self.date($0.lowerBound) } ?? now.addingTimeInterval(-Validity.backdating)
        let until = validity.map { Self.date($0.upperBound) } ?? now.addingTimeInterval(Validity.leaf)
        let leaf = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(leafKey.publicKey),
            notValidBefore: from,
            notValidAfter: until,
            issuer: subject,
            subject: try DistinguishedName { CommonName(names.first ?? "localhost") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(Self.generalName))
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier)
            },
            issuerPrivateKey: key)
        return ServerIdentity(
            certificateChainPEM: try leaf.serializeAsPEM().pemString + "\n" + certificatePEM,
            privateKeyPEM: leafKey.pemRepresentation + "\n")
    }

    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    private static func generalName(_ name: String) -> GeneralName {
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        return numbers.count == 4 ? .ipAddress(ASN1OctetString(contentBytes: numbers[...])) : .dnsName(name)
    }

    /// How long certificates last, in seconds.
    private enum Validity {
        /// Certificates begin in the past, so that a machine whose clock is a little behind accepts them.
        static let backdating = 3600.0
        static let leaf = 2 * 86_400.0
        static let root = 30 * 86_400.0
    }
}
