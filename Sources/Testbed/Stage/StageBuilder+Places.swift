// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Transport

/// Where the doubles of a stage are found by the proxy; port 0 where the system chooses.
struct StagePlaces {
    let tenant: Endpoint
    let provider: Endpoint

    /// The origin of a place; the port 443 is not written (RFC 6454 §4).
    func origin(of place: Endpoint, port: Int) -> String {
        HTTPURL(scheme: "https", host: place.host, port: port).origin
    }
}

/// What the proxy is registered as, at tenant and identity provider.
struct StageRegistration {
    var clientID = "tenantless-proxy"
    /// A fresh one where nil.
    var clientSecret: String?
    var webIntegrationID = "Zk3xW9bQ5rT7yU1iO2pA4sD6fG8hJ0kL"
    var tokenIssuer = "tenantless-issuer"
    var keyID = "tenantless-key"
    var verificationKeyPEM: String
}

extension StageBuilder {
    /// The proxy that runs already, if the target is one.
    var deployment: TargetDeployment? {
        if case .deployment(let deployment) = target.start { deployment } else { nil }
    }

    /// Where the doubles are: at the hosts that a deployment was configured with, or at ours.
    var places: StagePlaces {
        get throws {
            guard let doubles = deployment?.doubles else {
                return StagePlaces(
                    tenant: Endpoint(host: Host.tenant, port: 0), provider: Endpoint(host: Host.provider, port: 0))
            }
            return StagePlaces(
                tenant: try HTTPURL(doubles.tenant).endpoint, provider: try HTTPURL(doubles.identityProvider).endpoint)
        }
    }

    /// What the proxy is registered as: what a deployment was configured with, or ours.
    var registration: StageRegistration {
        get throws {
            guard let doubles = deployment?.doubles else {
                return StageRegistration(verificationKeyPEM: material.verificationKeyPEM)
            }
            func value(_ name: String) -> String { doubles.registration[name] ?? "" }
            return StageRegistration(
                clientID: value("clientId"), clientSecret: value("clientSecret"),
                webIntegrationID: value("webIntegrationId"), tokenIssuer: value("issuer"), keyID: value("keyId"),
                verificationKeyPEM: try text(of: doubles.publicKey))
        }
    }

    /// The certificate that a double shows.
    func identity(of place: Endpoint) throws -> ServerIdentity {
        guard let doubles = deployment?.doubles else { return try material.authority.issue(names: [place.host]) }
        return ServerIdentity(
            certificateChainPEM: try text(of: doubles.certificate), privateKeyPEM: try text(of: doubles.key))
    }

    /// The address that the link to a double listens on.
    func listen(at place: Endpoint?) throws -> Endpoint {
        Endpoint(host: deployment?.doubles?.listen ?? "127.0.0.1", port: place?.port ?? 0)
    }

    /// The tenant's authority as the proxy dials it.
    func tenantAuthority(port: Int) throws -> String {
        HTTPURL(scheme: "https", host: try places.tenant.host, port: port).authority
    }

    /// Whom browsers trust.
    var clientTLS: ClientTLS {
        get throws {
            guard let deployment else { return try ClientTLS(trustRootsPEM: material.authority.certificatePEM) }
            do {
                return try ClientTLS(extraTrustFile: deployment.trust)
            } catch {
                throw StageProblem(
                    .setup, "\(deployment.trust ?? "") holds no certificates: \"trust\" in the target file names it")
            }
        }
    }

    /// How users sign in.
    var accounts: BrowserAccounts {
        guard let deployment else { return .everybody }
        return BrowserAccounts(
            accounts: deployment.accounts, form: deployment.form, login: target.routes.login, home: target.routes.home)
    }

    /// Says no to a scenario that wants the proxy configured otherwise than it can be.
    func checkSettings() throws(StageProblem) {
        let isAsIs = settings.times.isEmpty && settings.sizes.isEmpty && settings.variables.isEmpty
        if deployment != nil, !isAsIs || settings.usesKeyFile {
            throw StageProblem(.unsupported, "this target is configured by somebody else")
        }
    }

    private func text(of path: String) throws -> String {
        guard let bytes = readFile(path) else {
            throw StageProblem(.setup, "\(path) cannot be read: \"doubles\" in the target file names it")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
