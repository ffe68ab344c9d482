// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Foundation
import Logging
import SessionProxy
import Terminal
import Transport

/// Serves the session cookie proxy of this package, configured by the published variables.
struct ServeProxyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy",
        abstract: "Serves the session cookie proxy, configured by the published variables.",
        discussion: """
            Needed: clientId, clientSecret, idpUri, redirectUri, tenantUri, issuer, keyId, privateKey, sessionSecret; \
            optional: webIntegrationId, listenHost, listenPort, metricsListen, sessionStore, tlsCertificate, tlsPrivateKey, \
            idleTimeout, absoluteTimeout, signInTimeout, answerTimeout, upgradeTimeout, silentLogin, \
            frontPage, previousSessionSecrets, trustedProxies, allowedOrigins, and the limits below. They are read from the \
            environment and, below it, from a .env file.

            metricsListen is HOST:PORT, and then GET /metrics is answered there in the text format of Prometheus, to \
            whoever reaches it; so it should be an address that only your monitoring does.

            trustedProxies are the balancers in front, addresses and networks such as 10.0.0.7, 10.1.0.0/16, fd00::/8: \
            what they write into X-Forwarded-For is believed.

            sessionStore is a SQLite file, or memory, or redis://[user[:password]@]host[:port][/database], or rediss:// \
            with TLS; redis_db (the host), redis_port and redis_pwd may stand for it.

            frontPage is an HTML file, the page at / for those who are signed in; its scripts ask GET /session who that is.

            silentLogin=true asks the identity provider first without showing a page (prompt=none), and once more with \
            one where it says that it must. The identity provider posts its back-channel logout to /logout/backchannel \
            below the origin of redirectUri.

            privateKey is PEM text or the path of a PEM file; a key that takes its place in the file signs from then on. \
            previousSessionSecrets, separated by commas, are what sessionSecret was before: they still open what they \
            sealed.

            Limits, with their defaults; numbers such as 500, 64K or 16M, times such as 90s or 30m. \
            \(ProxyConfiguration.limitsHelp).
            """)

    @Option(help: ArgumentHelp("The file with variables that the environment does not set.", valueName: "file"))
    var env = ".env"

    @Option(
        help: ArgumentHelp(
            "Where to answer GET /metrics; instead of the variable metricsListen.", valueName: "host:port"))
    var metricsListen: String?

    @Option(
        help: ArgumentHelp("The least severe level to log, from trace to critical.", valueName: "level"),
        transform: logLevel)
    var logLevel = Logger.Level.info

    func run() async throws {
        LoggingSystem.bootstrap { [logLevel] label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = logLevel
            return handler
        }
        let configuration = try read()
        let server = try await start(configuration)
        var text = "listening on \(configuration.listenHost):\(server.port) as \(configuration.publicOrigin)\n"
        if let host = configuration.metricsListen?.host, let port = server.metricsPort {
            text += "metrics at http://\(Endpoint(host: host, port: port))/metrics\n"
        }
        await Interruption.wait(telling: text)
        await server.stop()
    }

    private static func logLevel(_ name: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: name) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no log level of that name; the levels are \(names)")
        }
        return level
    }

    private func read() throws -> ProxyConfiguration {
        do throws(ConfigurationProblems) {
            var variables = ProcessInfo.processInfo.environment
            variables["metricsListen"] = metricsListen ?? variables["metricsListen"]
            return try ProxyConfiguration.read(from: variables, dotEnvPath: env)
        } catch {
            throw InvalidInput(error.problems.map(\.sentence))
        }
    }

    private func start(_ configuration: ProxyConfiguration) async throws -> SessionProxyServer {
        do {
            return try await SessionProxyServer.start(configuration, components: .standard(for: configuration))
        } catch {
            throw InvalidInput("the proxy cannot start: \(error)")
        }
    }
}
