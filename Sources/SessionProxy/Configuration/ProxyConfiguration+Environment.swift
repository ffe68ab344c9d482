// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// The published variables and our own ones.
///
/// | Variable | Meaning |
/// |---|---|
/// | `clientId`, `clientSecret`, `idpUri`, `redirectUri` | the identity provider, and how it knows this proxy |
/// | `tenantUri`, `webIntegrationId`, `issuer`, `keyId`, `privateKey` | the tenant, and how it knows this proxy |
/// | `sessionSecret` | 16 characters or more that nobody else knows; takes part in sealing sessions |
/// | `previousSessionSecrets` | a list of those that it was before: they still open what they sealed |
/// | `listenHost`, `listenPort` | where to listen; default `127.0.0.1` and 3000 |
/// | `metricsListen` | `HOST:PORT` to answer `GET /metrics` on, for Prometheus; nowhere when it is missing |
/// | `sessionStore` | the SQLite file; default `sessions.sqlite`; `memory` keeps sessions until the process ends |
/// | `sessionStore` | or `redis://[user[:password]@]host[:port][/database]`; `rediss://` with TLS |
/// | `redis_db`, `redis_port`, `redis_pwd` | the same in the published way: host, port (6379) and password |
/// | `tlsCertificate`, `tlsPrivateKey` | PEM files to listen with; both or neither |
/// | `idleTimeout`, `absoluteTimeout` | lifetimes, such as `30m` and `24h` |
/// | `answerTimeout`, `upgradeTimeout` | how long the tenant may take to begin an answer, and to open a socket |
/// | `frontPage` | an HTML file, the page at `/` for those who are signed in |
/// | `silentLogin` | `true` asks the identity provider without a page first, and with one where it says that it must |
/// | `signInTimeout` | how long one sign-in may take |
/// | `requestLineLimit` and others | see `ProxyLimits`; numbers such as 500, 64K or 16M |
/// | `headTimeout`, `bodyTimeout`, `writeTimeout` | see `ProxyPatience` |
/// | `trustedProxies` | addresses and networks, such as `10.0.0.7, 10.1.0.0/16, fd00::/8`, separated by commas |
/// | `allowedOrigins` | a list separated by commas |
/// | `SSL_CERT_FILE` | a PEM file with the only roots to trust, as OpenSSL has it |
///
/// `tenantUri` and `idpUri` may be written with or without `https://`. `privateKey` is PEM text, in which `\n` may stand
/// for a line end, or the path of a PEM file, which is read again when another key takes its place.
/// - Source: qlik.dev, "Session Cookie Proxy", quickstart, step 2.
extension ProxyConfiguration {
    /// Reads the configuration and tells everything that is wrong at once.
    ///
    /// - Throws: `ConfigurationProblems`.
    public static func read(from environment: [String: String]) throws(ConfigurationProblems) -> ProxyConfiguration {
        var reader = EnvironmentReader(environment)
        let required = required(&reader)
        let options = ProxyOptions(&reader)
        guard var configuration = required, reader.problems.isEmpty else {
            throw ConfigurationProblems(reader.problems)
        }
        options.apply(to: &configuration)
        return configuration
    }

    /// Reads a `.env` file, when there is one, below the environment: a variable that is set wins over the file.
    ///
    /// - Parameters:
    ///   - environment: the variables that are set.
    ///   - dotEnvPath: where the file would be.
    /// - Returns: the configuration.
    /// - Throws: `ConfigurationProblems`.
    public static func read(
        from environment: [String: String], dotEnvPath: String
    ) throws(ConfigurationProblems) -> ProxyConfiguration {
        try read(from: try DotEnv.below(environment, path: dotEnvPath))
    }
}

extension DotEnv {
    /// The variables of a file, when there is one, below those that are set.
    static func below(_ environment: [String: String], path: String) throws(ConfigurationProblems) -> [String: String] {
        guard let text = TextFile.read(path) else { return environment }
        do throws(ConfigurationProblem) {
            return try parse(text).merging(environment) { _, set in set }
        } catch {
            throw ConfigurationProblems([error])
        }
    }
}

extension ProxyConfiguration {
    private static func required(_ reader: inout EnvironmentReader) -> ProxyConfiguration? {
        let clientID = reader.requiredText("clientId")
        let clientSecret = reader.requiredText("clientSecret")
        let identityProvider = reader.requiredURL("idpUri")
        let redirectURI = redirectURI(&reader)
        let tenant = tenant(&reader)
        let tokenIssuer = reader.requiredText("issuer")
        let keyID = reader.requiredText("keyId")
        let privateKey = reader.requiredPrivateKey(keyID: keyID ?? "")
        let sessionSecret = sessionSecret(&reader)
        guard let clientID, let clientSecret, let identityProvider, let redirectURI, let tenant, let tokenIssuer,
            let keyID, let privateKey, let sessionSecret
        else { return nil }
        var configuration = ProxyConfiguration(
            clientID: clientID, clientSecret: clientSecret, identityProvider: identityProvider,
            redirectURI: redirectURI, tenant: tenant, tokenIssuer: tokenIssuer, keyID: keyID,
            privateKeyPEM: privateKey.pem, sessionSecret: sessionSecret)
        configuration.privateKeyPath = privateKey.path
        return configuration
    }
}

/// The variables that are more than a text.
extension ProxyConfiguration {
    private static func redirectURI(_ reader: inout EnvironmentReader) -> HTTPURL? {
        guard let url = reader.requiredURL("redirectUri") else { return nil }
        guard !url.target.contains("?") else {
            reader.report("redirectUri", "must not have a query.")
            return nil
        }
        guard url.target != "/", url.target != OwnPath.login, !OwnPath.others.contains(url.target) else {
            reader.report("redirectUri", "needs a path of its own, such as /login/callback.")
            return nil
        }
        return url
    }

    private static func tenant(_ reader: inout EnvironmentReader) -> HTTPURL? {
        guard let url = reader.requiredURL("tenantUri") else { return nil }
        guard url.target == "/" else {
            reader.report("tenantUri", "must name the tenant only, without a path.")
            return nil
        }
        return url
    }

    /// The shortest session secret, in octets.
    static let sessionSecretBytes = 16

    private static func sessionSecret(_ reader: inout EnvironmentReader) -> String? {
        guard let secret = reader.required("sessionSecret") else { return nil }
        guard secret.utf8.count >= sessionSecretBytes else {
            reader.report("sessionSecret", "is too short: it needs 16 characters or more.")
            return nil
        }
        return secret
    }
}

extension EnvironmentReader {
    /// PEM text, in which `\n` may stand for a line end, or the path of a PEM file.
    mutating func requiredPrivateKey(
        keyID: String
    ) -> (pem: String, path: String?, signer: JWTKitTokenSigner)? {
        guard let value = required("privateKey") else { return nil }
        var pem = value.replacing("\\r", with: "").replacing("\\n", with: "\n")
        let isPath = !pem.contains("-----BEGIN")
        if isPath {
            guard let text = TextFile.read(value) else {
                report("privateKey", "is neither PEM text nor the path of a readable file.")
                return nil
            }
            pem = text
        }
        do throws(ConfigurationProblem) {
            return (pem, isPath ? value : nil, try JWTKitTokenSigner(privateKeyPEM: pem, keyID: keyID))
        } catch {
            report("privateKey", "holds no private key that can sign: RSA of 2048 bits or more, P-256 or P-384.")
            return nil
        }
    }
}
