// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// The variables that have a default.
struct ProxyOptions {
    private let webIntegrationID: String?
    private let listenHost: String
    private let listenPort: Int
    private let metricsListen: Endpoint?
    private let sessionStore: SessionStoreLocation
    private let serverIdentity: ServerIdentity?
    private let lifetimes: SessionLifetimes
    private let previousSessionSecrets: [String]
    private let silentLogin: Bool
    private let frontPage: String?
    private let trustedProxies: [AddressRange]
    private let allowedOrigins: [String]
    private let answerTimeout: Duration
    private let upgradeTimeout: Duration
    private let signInTimeout: Duration
    private let limits: ProxyLimits
    private let patience: ProxyPatience

    init(_ reader: inout EnvironmentReader) {
        webIntegrationID = Self.webIntegrationID(&reader)
        listenHost = reader.optional("listenHost") ?? "127.0.0.1"
        listenPort = reader.number("listenPort", in: 0...65535, otherwise: 3000)
        metricsListen = Self.metricsListen(&reader, host: listenHost, port: listenPort)
        sessionStore = SessionStoreLocation(&reader)
        serverIdentity = Self.serverIdentity(&reader)
        lifetimes = SessionLifetimes(
            idle: reader.duration("idleTimeout", otherwise: .seconds(30 * 60)),
            absolute: reader.duration("absoluteTimeout", otherwise: .seconds(24 * 3600)))
        previousSessionSecrets = Self.previousSessionSecrets(&reader)
        silentLogin = reader.flag("silentLogin")
        frontPage = Self.frontPage(&reader)
        trustedProxies = reader.ranges("trustedProxies")
        allowedOrigins = Self.allowedOrigins(&reader)
        answerTimeout = reader.duration("answerTimeout", otherwise: .seconds(30))
        upgradeTimeout = reader.duration("upgradeTimeout", otherwise: .seconds(8))
        signInTimeout = reader.duration("signInTimeout", otherwise: .seconds(10 * 60))
        limits = LimitVariable.read(&reader)
        patience = PatienceVariable.read(&reader)
    }

    func apply(to configuration: inout ProxyConfiguration) {
        configuration.webIntegrationID = webIntegrationID
        configuration.listenHost = listenHost
        configuration.listenPort = listenPort
        configuration.metricsListen = metricsListen
        configuration.sessionStore = sessionStore
        configuration.serverIdentity = serverIdentity
        configuration.lifetimes = lifetimes
        configuration.previousSessionSecrets = previousSessionSecrets
        configuration.silentLogin = silentLogin
        configuration.frontPage = frontPage
        configuration.trustedProxies = trustedProxies
        configuration.allowedOrigins = allowedOrigins
        configuration.answerTimeout = answerTimeout
        configuration.upgradeTimeout = upgradeTimeout
        configuration.signInMilliseconds = signInTimeout.components.seconds * 1000
        configuration.limits = limits
        configuration.patience = patience
    }

    private static func metricsListen(_ reader: inout EnvironmentReader, host: String, port: Int) -> Endpoint? {
        let endpoint = reader.endpoint("metricsListen")
        if let endpoint, endpoint == Endpoint(host: host, port: port), port != 0 {
            reader.report("metricsListen", "and listenPort name one port; metrics need a port of their own.")
        }
        return endpoint
    }

    /// It becomes a header and part of a query, so it may have the characters of a token only.
    private static func webIntegrationID(_ reader: inout EnvironmentReader) -> String? {
        guard let value = reader.optional("webIntegrationId") else { return nil }
        let isPlain = value.utf8.allSatisfy { octet in
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_")
        }
        guard isPlain else {
            reader.report("webIntegrationId", "has characters other than letters, digits, \"-\" and \"_\".")
            return nil
        }
        return value
    }

    private static func previousSessionSecrets(_ reader: inout EnvironmentReader) -> [String] {
        let secrets = reader.list("previousSessionSecrets")
        if secrets.contains(where: { $0.utf8.count < ProxyConfiguration.sessionSecretBytes }) {
            reader.report("previousSessionSecrets", "has an entry that is too short to have been a session secret.")
        }
        return secrets
    }

    private static func serverIdentity(_ reader: inout EnvironmentReader) -> ServerIdentity? {
        let certificate = pemFile("tlsCertificate", &reader)
        let key = pemFile("tlsPrivateKey", &reader)
        let isCertificateSet = reader.optional("tlsCertificate") != nil
        let isKeySet = reader.optional("tlsPrivateKey") != nil
        if isCertificateSet, !isKeySet { reader.report("tlsPrivateKey", "is missing, although tlsCertificate is set.") }
        if isKeySet, !isCertificateSet { reader.report("tlsCertificate", "is missing, although tlsPrivateKey is set.") }
        guard let certificate, let key else { return nil }
        return ServerIdentity(certificateChainPEM: certificate, privateKeyPEM: key)
    }

    private static func pemFile(_ variable: String, _ reader: inout EnvironmentReader) -> String? {
        guard let path = reader.optional(variable) else { return nil }
        guard let text = TextFile.read(path), text.contains("-----BEGIN") else {
            reader.report(variable, "is not the path of a readable PEM file.")
            return nil
        }
        return text
    }

    private static func frontPage(_ reader: inout EnvironmentReader) -> String? {
        guard let path = reader.optional("frontPage") else { return nil }
        let text = TextFile.read(path)
        if text == nil { reader.report("frontPage", "is not the path of a readable file.") }
        return text
    }

    private static func allowedOrigins(_ reader: inout EnvironmentReader) -> [String] {
        reader.list("allowedOrigins").compactMap { text in
            do throws(URLProblem) {
                let url = try HTTPURL(text)
                if url.target == "/", !text.hasSuffix("/") { return url.origin }
            } catch {}
            reader.report("allowedOrigins", "has an entry that is no origin such as https://portal.example.")
            return nil
        }
    }
}
