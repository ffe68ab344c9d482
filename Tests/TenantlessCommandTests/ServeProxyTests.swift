// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Testing

/// How `tenantless serve proxy` refuses a configuration that cannot work.
@Suite struct ServeProxyTests {
    /// One variable of an otherwise right configuration, what it is set to (nil: not at all), and what is said of it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let variable: String
        let value: String?
        let sentence: String

        var testDescription: String { "\(variable) = \(value ?? "nothing")" }
    }

    static let mistakes = [
        Mistake(variable: "privateKey", value: nil, sentence: "privateKey is missing."),
        Mistake(variable: "privateKey", value: " ", sentence: "privateKey is empty."),
        Mistake(
            variable: "privateKey", value: "hush-hush",
            sentence: "privateKey is neither PEM text nor the path of a readable file."),
        Mistake(
            variable: "privateKey", value: #"-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----"#,
            sentence: "privateKey holds no private key that can sign: RSA of 2048 bits or more, P-256 or P-384."),
        Mistake(variable: "tenantUri", value: nil, sentence: "tenantUri is missing."),
        Mistake(
            variable: "tenantUri", value: "ftp://hush.example",
            sentence: "tenantUri is no usable URL: the URL's scheme is neither http nor https."),
        Mistake(
            variable: "tenantUri", value: "https://hush.example:99999",
            sentence: "tenantUri is no usable URL: the URL's port is not a number from 1 to 65535."),
        Mistake(
            variable: "tenantUri", value: "http://hush.example",
            sentence: "tenantUri must be https, unless it names this machine."),
        Mistake(variable: "redirectUri", value: nil, sentence: "redirectUri is missing."),
        Mistake(
            variable: "redirectUri", value: "https://hush@proxy.example/login/callback",
            sentence: "redirectUri is no usable URL: the URL has user information."),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsOneSentenceThatNamesTheVariableAndNeverTheValue(mistake: Mistake) async throws {
        var variables = Self.right
        variables[mistake.variable] = mistake.value
        let run = try await CommandRun.tenantless(
            ["serve", "proxy", "--env", "/dev/null"], variables: variables)
        #expect(run.errors == mistake.sentence + "\n")
        #expect(!run.errors.contains("hush"))
        #expect(run.output == "")
        #expect(run.status == 2)
    }

    @Test(arguments: ["listenPort", "=3000"])
    func aVariableOfTheStagesProxyNeedsANameAndAValue(text: String) async throws {
        let run = try await CommandRun.tenantless("serve", "stage", "--proxy", text)
        #expect(run.errors == "--proxy \(text): expected NAME=VALUE\n")
        #expect(run.status == 2)
    }

    @Test func anUnknownLogLevelIsRefused() async throws {
        let run = try await CommandRun.tenantless("serve", "proxy", "--log-level", "loud")
        #expect(run.errors.contains("the levels are trace, debug, info"))
        #expect(run.status == 2)
    }

    @Test func metricsAreServedWhereTheOptionSays() async throws {
        let proxy = try await RunningCommand.start(
            ["serve", "proxy", "--env", "/dev/null", "--metrics-listen", "127.0.0.1:0"], until: "metrics at ",
            variables: Self.right.merging(["metricsListen": "nonsense"]) { _, new in new })
        #expect(proxy.value("metrics at ").wholeMatch(of: /http:\/\/127\.0\.0\.1:[1-9][0-9]*\/metrics/) != nil)
        #expect(try await proxy.stop().status == 0)
    }

    @Test func anOptionThatIsNoAddressIsRefusedAsTheVariableIs() async throws {
        let run = try await CommandRun.tenantless(
            ["serve", "proxy", "--env", "/dev/null", "--metrics-listen", "9464"], variables: Self.right)
        #expect(run.errors == "metricsListen is no address with a port, such as 127.0.0.1:9464 or [::1]:9464.\n")
        #expect(run.status == 2)
    }

    /// A configuration with nothing wrong in it.
    private static let right = [
        "clientId": "client", "clientSecret": "secret", "idpUri": "https://idp.example",
        "redirectUri": "https://proxy.example/login/callback", "tenantUri": "https://tenant.example",
        "issuer": "issuer", "keyId": "key", "sessionSecret": "0123456789abcdef0123456789abcdef",
        "sessionStore": "memory", "listenPort": "0", "privateKey": key,
    ]

    private static let key = P256.Signing.PrivateKey().pemRepresentation
}
