// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Foundation
import RESP
import Testing
import Transport

@testable import SessionProxy

@Suite struct ConfigurationTests {
    let good: [String: String] = [
        "clientId": "client", "clientSecret": "secret", "idpUri": "idp.example/main",
        "redirectUri": "https://proxy.example/login/callback", "tenantUri": "tenant.eu.qlikcloud.com",
        "webIntegrationId": "wi-1", "issuer": "issuer", "keyId": "kid",
        "privateKey": P256.Signing.PrivateKey().pemRepresentation, "sessionSecret": "sixteen-characters",
    ]

    func problems(_ change: (inout [String: String]) -> Void) -> [ConfigurationProblem] {
        var environment = good
        change(&environment)
        do throws(ConfigurationProblems) {
            _ = try ProxyConfiguration.read(from: environment)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func thePublishedNamesAreEnough() throws {
        let configuration = try ProxyConfiguration.read(from: good)
        #expect(configuration.tenant.origin == "https://tenant.eu.qlikcloud.com")
        #expect(configuration.identityProvider.description == "https://idp.example/main")
        #expect(configuration.publicOrigin == "https://proxy.example")
        #expect(configuration.sessionCookieName == "__Host-session")
        #expect(configuration.sessionStore == .sqlite(path: "sessions.sqlite"))
        #expect(configuration.ownPaths.contains("/login/callback"))
    }

    @Test func sessionsMayBeKeptInRedis() throws {
        func store(_ variables: [String: String]) throws -> SessionStoreLocation {
            try ProxyConfiguration.read(from: good.merging(variables) { _, new in new }).sessionStore
        }
        let endpoint = Endpoint(host: "redis.example", port: 6380)
        #expect(
            try store(["sessionStore": "rediss://proxy:pw@redis.example:6380/2"])
                == .redis(
                    RESPAddress(endpoint: endpoint, isSecure: true, user: "proxy", password: "pw", database: 2)))
        #expect(
            try store(["redis_db": "redis.example", "redis_port": "6380", "redis_pwd": "pw"])
                == .redis(RESPAddress(endpoint: endpoint, password: "pw")))
        #expect(
            try store(["redis_db": "redis.example"])
                == .redis(RESPAddress(endpoint: Endpoint(host: "redis.example", port: 6379))))
        #expect(try store(["sessionStore": "memory"]) == .memory)
        #expect(try store(["sessionStore": "redis.sqlite"]) == .sqlite(path: "redis.sqlite"))
        let twice = problems { $0.merge(["sessionStore": "memory", "redis_db": "h"]) { _, new in new } }
        #expect(twice.map(\.variable) == ["sessionStore"])
    }

    @Test func trustedProxiesAreAddressesAndNetworks() throws {
        let set = good.merging(["trustedProxies": "10.0.0.7, 10.1.0.0/16,fd00::/8"]) { _, new in new }
        let ranges = try ["10.0.0.7", "10.1.0.0/16", "fd00::/8"].map { try #require(AddressRange($0)) }
        #expect(try ProxyConfiguration.read(from: set).trustedProxies == ranges)
        for wrong in ["10.0.0.1/8", "10.0.0.0/40", "proxy.example", "10.0.0.7; 10.0.0.8", "10.0.0.7, fd00::1/8"] {
            #expect(problems { $0["trustedProxies"] = wrong }.map(\.variable) == ["trustedProxies"])
        }
    }

    @Test func theFrontPageIsAFile() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("front-\(UUID().uuidString).html")
        try Data("<!doctype html>".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let set = good.merging(["frontPage": file.path]) { _, new in new }
        #expect(try ProxyConfiguration.read(from: set).frontPage == "<!doctype html>")
        #expect(problems { $0["frontPage"] = "/nowhere/page.html" }.map(\.variable) == ["frontPage"])
    }

    @Test func metricsAreServedOnlyWhereTheConfigurationSaysSo() throws {
        func endpoint(_ text: String?) throws -> Endpoint? {
            try ProxyConfiguration.read(from: good.merging(text.map { ["metricsListen": $0] } ?? [:]) { _, new in new })
                .metricsListen
        }
        #expect(try endpoint(nil) == nil)
        #expect(try endpoint("127.0.0.1:9464") == Endpoint(host: "127.0.0.1", port: 9464))
        #expect(try endpoint("[::1]:9464") == Endpoint(host: "::1", port: 9464))
        #expect(try endpoint("localhost:0") == Endpoint(host: "localhost", port: 0))
        for wrong in [
            "9464", ":9464", "127.0.0.1", "127.0.0.1:", "h:99999", "h:-1", "::1:9464", "[]:1", "[x]:1", "a b:1",
        ] {
            #expect(problems { $0["metricsListen"] = wrong }.map(\.variable) == ["metricsListen"], "\(wrong)")
        }
        let same = problems { $0.merge(["listenPort": "9464", "metricsListen": "127.0.0.1:9464"]) { _, new in new } }
        #expect(same.map(\.variable) == ["metricsListen"])
    }

    @Test func theTenantsTimeLimitsCanBeSet() throws {
        let times = good.merging(["answerTimeout": "2", "upgradeTimeout": "3s"]) { _, new in new }
        let configuration = try ProxyConfiguration.read(from: times)
        #expect(configuration.answerTimeout == .seconds(2))
        #expect(configuration.upgradeTimeout == .seconds(3))
        #expect(try ProxyConfiguration.read(from: good).answerTimeout == .seconds(30))
        #expect(try ProxyConfiguration.read(from: good).upgradeTimeout == .seconds(8))
    }

    @Test(arguments: [
        "clientId", "clientSecret", "idpUri", "redirectUri", "tenantUri", "issuer", "keyId", "privateKey",
        "sessionSecret",
    ])
    func aMissingVariableIsNamedInOneSentence(_ name: String) {
        let missing = problems { $0[name] = nil }
        #expect(missing.map(\.sentence) == ["\(name) is missing."])
        let empty = problems { $0[name] = "  " }
        #expect(empty.map(\.sentence) == ["\(name) is empty."])
    }

    static let malformed: [(String, String)] = [
        ("tenantUri", "https://user:canary@tenant.example"), ("tenantUri", "ftp://canary.example"),
        ("tenantUri", "canary.example/path"), ("tenantUri", "http://canary.example"), ("tenantUri", "https://canary:x"),
        ("redirectUri", "https://canary.example"), ("redirectUri", "https://canary.example/cb?x=1"),
        ("redirectUri", "https://canary.example/logout"), ("redirectUri", "http://canary.example/cb"),
        ("idpUri", "canary example"), ("privateKey", "/canary/key.pem"), ("privateKey", "canary"),
        ("privateKey", "-----BEGIN PRIVATE KEY-----\\ncanary\\n-----END PRIVATE KEY-----"),
        ("sessionSecret", "canary"), ("keyId", "canary\u{1}"), ("webIntegrationId", "canary/"),
        ("listenPort", "canary"), ("listenPort", "65536"), ("idleTimeout", "canary"), ("idleTimeout", "-1"),
        ("answerTimeout", "canary"), ("upgradeTimeout", "0"),
        ("sessionStore", "redis://u:canary@"), ("sessionStore", "rediss://u:canary@h:x"),
        ("redis_port", "6379"), ("redis_pwd", "canary"), ("redis_db", "redis://canary"),
        ("tlsCertificate", "/canary.pem"), ("allowedOrigins", "https://portal.example,canary"),
    ]

    @Test(arguments: malformed)
    func aMalformedValueIsNamedWithoutBeingShown(_ name: String, _ value: String) {
        let problems = problems { $0[name] = value }
        #expect(problems.contains { $0.variable == name })
        for problem in problems {
            #expect(problem.sentence.hasPrefix(problem.variable + " ") && problem.sentence.hasSuffix("."))
            #expect(!problem.sentence.contains("canary"))
        }
    }

    @Test func everythingWrongIsToldAtOnce() {
        let names = problems {
            $0["clientId"] = nil
            $0["tenantUri"] = "ftp://x"
            $0["listenPort"] = "x"
        }.map(\.variable)
        #expect(names == ["clientId", "tenantUri", "listenPort"])
    }

    @Test func aKeyMayBeTextWithEscapedLineEndsOrAFile() throws {
        let pem = try #require(good["privateKey"])
        var environment = good
        environment["privateKey"] = pem.replacing("\n", with: "\\n")
        #expect(try ProxyConfiguration.read(from: environment).privateKeyPEM == pem)
        let file = try StoreFile().folder.appendingPathComponent("key.pem")
        try Data(pem.utf8).write(to: file)
        environment["privateKey"] = file.path
        #expect(try ProxyConfiguration.read(from: environment).privateKeyPEM == pem)
    }

    @Test func aDotEnvFileLiesBelowTheEnvironment() throws {
        let file = try StoreFile().folder.appendingPathComponent(".env")
        let text = """
            # a comment
            export clientId=from-file # not part of it
            keyId='kid # literal'
            issuer="a\\nb"
            privateKey="line 1
            line 2"
            """
        try Data(text.utf8).write(to: file)
        let values = try DotEnv.parse(text)
        #expect(values["clientId"] == "from-file" && values["keyId"] == "kid # literal")
        #expect(values["issuer"] == "a\nb" && values["privateKey"] == "line 1\nline 2")
        #expect(try ProxyConfiguration.read(from: good, dotEnvPath: file.path).clientID == "client")
        var environment = good
        environment["clientId"] = nil
        #expect(try ProxyConfiguration.read(from: environment, dotEnvPath: file.path).clientID == "from-file")
        #expect(throws: ConfigurationProblem.self) { try DotEnv.parse("a=1\nnonsense") }
    }

    @Test func theConfigurationPrintsNoSecret() throws {
        let stored = good.merging(["sessionStore": "redis://proxy:secret@redis.example"]) { _, new in new }
        let configuration = try ProxyConfiguration.read(from: stored)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("sixteen") && !text.contains("PRIVATE") && !text.contains("secret"))
        }
    }
}
