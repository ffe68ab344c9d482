// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
public import MockTenant
public import SessionProxy
public import Transport
import Wire

/// The mock tenant in the place of a recorded one: it knows the web integrations that the recording speaks of.
public struct DriftMock: Sendable {
    /// The mock tenant, for whoever wants it to differ.
    public let tenant: MockTenant
    /// Where it is.
    public let url: HTTPURL
    /// What its certificate is verified with.
    public let trust: ClientTLS
    /// How it knows whoever signs users in.
    public let access: TenantAccess

    /// Starts it.
    ///
    /// - Throws: `CassetteProblem` where the cassette cannot be read.
    public static func start(
        for recordings: [StoredRecording], of cassette: Cassette, switches: TenantSwitches, material: RunMaterial
    ) async throws -> DriftMock {
        let integrations = try recordings.reduce(into: [:]) { known, recording in
            try webIntegrations(of: recording, in: cassette, into: &known)
        }
        let registration = StageRegistration(verificationKeyPEM: material.verificationKeyPEM)
        let tenant = try await MockTenant.start(
            MockTenantConfiguration(
                identity: try material.authority.issue(names: [StageBuilder.Host.tenant]),
                keys: [
                    TenantKey(
                        issuer: registration.tokenIssuer, keyID: registration.keyID,
                        publicKeyPEM: registration.verificationKeyPEM)
                ],
                webIntegrations: integrations.mapValues { $0.sorted() }, data: material.tenantData, switches: switches))
        return DriftMock(
            tenant: tenant, url: try HTTPURL(tenant.origin),
            trust: try ClientTLS(trustRootsPEM: material.authority.certificatePEM),
            access: TenantAccess(
                tokenIssuer: registration.tokenIssuer,
                signer: try JWTKitTokenSigner(privateKeyPEM: material.signingKeyPEM, keyID: registration.keyID)))
    }

    /// The ids that requests named, each with the origins that they came from.
    private static func webIntegrations(
        of recording: StoredRecording, in cassette: Cassette, into known: inout [String: Set<String>]
    ) throws {
        let field = DriftMessenger.webIntegrationField
        var last: Int64 = 0
        while case let page = try cassette.exchanges(of: recording.id, after: last), let end = page.last {
            for request in page.map(\.request) {
                let id = request.headers.first(field) ?? RequestTarget(request.target).queryValue(field)
                if let id { known[id, default: []].formUnion(request.headers.all("Origin")) }
            }
            last = end.id
        }
    }
}
