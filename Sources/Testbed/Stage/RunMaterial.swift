// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CryptoExtras
import MockIdentityProvider
public import MockTenant
public import Transport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What all stages of one run share: the throwaway authority, the key that proxies sign with, and a folder for files.
///
/// Keys take tens of milliseconds to make, so they are made once; nothing secret of one scenario depends on them.
public final class RunMaterial: Sendable {
    /// Signs every certificate of the run; trusted by nobody else.
    public let authority: CertificateAuthority
    /// The key that the proxy signs tenant JWTs with, as PEM text (RSA, 2048 bits).
    public let signingKeyPEM: String
    /// Its public half, as the tenant registers it.
    public let verificationKeyPEM: String
    /// The key that identity providers start with.
    let providerKey: SigningKey
    /// A PEM file with the authority's certificate, for processes to trust.
    public let trustFile: String
    /// Where stages keep their files; removed at the end.
    public let folder: String
    /// What tenants hold before anybody logs in.
    public let tenantData: TenantData

    /// Makes the material in a fresh folder below the system's temporary one.
    ///
    /// - `data`: a folder with a tenant's data instead of `Fixtures/Tenant`.
    /// - Throws: `TenantDataProblem` where the data are not valid.
    public init(data: String? = nil) throws {
        tenantData = try TenantDataFolder.load(data ?? TestbedResources.fixtures + "/Tenant")
        authority = try CertificateAuthority()
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        signingKeyPEM = key.pkcs8PEMRepresentation
        verificationKeyPEM = key.publicKey.pemRepresentation
        providerKey = try SigningKey(algorithm: .rs256, keyID: "first-key")
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-\(UUID())")
        try FileManager.default.createDirectory(
            at: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        folder = root.path
        trustFile = root.appendingPathComponent("authority.pem").path
        try authority.certificatePEM.write(toFile: trustFile, atomically: true, encoding: .utf8)
    }

    /// A fresh folder for one stage.
    func makeStageFolder() throws -> String {
        let path = folder + "/stage-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path
    }

    /// Writes a text file that only we may read, and returns its path.
    func write(_ text: String, to path: String) throws -> String {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Removes a folder and all in it; one that is gone already is no problem.
    static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // Left-over files in the temporary folder are the system's to remove.
        }
    }

    deinit { RunMaterial.remove(folder) }
}
