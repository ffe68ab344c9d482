// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// `tenantless replay` as a person calls it, with `tenantless drift` for the client that asks it.
@Suite("Replaying from the command line", .timeLimit(.minutes(4))) struct ReplayTests {
    private static let shipped = "Fixtures/Cassettes/mock-tenant.sqlite"
    /// Two logins, an echo, and who somebody is; the other one logs out instead of the echo.
    private static let (echo, logout) = ("headers/request-fields-arrive", "logout/the-tenant-session-ends-too")
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder(["note": ""]) }

    private func replay(_ arguments: [String], variables: [String: String] = [:]) async throws -> RunningCommand {
        try await RunningCommand.start(
            ["replay"] + arguments, until: "SSL_CERT_FILE", variables: variables, without: ["CI"])
    }

    /// Sends what was recorded to whoever is there.
    private func ask(
        _ server: RunningCommand, _ title: String, of cassette: String = shipped, key: RunningCommand? = nil
    ) async throws -> String {
        let tenant: RunningCommand
        if let key {
            tenant = key
        } else {
            tenant = try await RunningCommand.start(["serve", "tenant"], until: "SSL_CERT_FILE")
        }
        let run = try await CommandRun.tenantless(
            [
                "drift", "--cassette", cassette, "--title", title, "--tenant", server.value("tenantUri"), "--env",
                "none",
            ],
            variables: [
                "SSL_CERT_FILE": server.value("SSL_CERT_FILE"), "issuer": tenant.value("issuer"),
                "keyId": tenant.value("keyId"),
                "privateKey": try String(contentsOfFile: tenant.value("privateKey"), encoding: .utf8),
            ])
        if key == nil { _ = try await tenant.stop() }
        #expect(run.errors == "")
        return run.output
    }

    @Test func aRecordingAnswersAsItsTenantDid() async throws {
        let server = try await replay(["--cassette", Self.shipped, "--title", Self.echo, "--strict"])
        #expect(try await ask(server, Self.echo).hasSuffix(": 0 error, 0 warning, 0 info\n"))
        let end = try await server.stop()
        #expect(end.status == 0, "\(end.output)")
    }

    @Test func whatWasNotAskedForIsListedAndStrictlyBad() async throws {
        for (arguments, status) in [([], Int32(0)), (["--strict"], 1)] {
            let server = try await replay(["--cassette", Self.shipped, "--title", Self.echo] + arguments)
            let end = try await server.stop()
            #expect(end.output.contains("recorded, but not asked for:\n  exchange "))
            #expect(end.status == status)
        }
    }

    @Test(arguments: [("fail", "302 → 500", Int32(1)), ("answer", "302 → 404", 0)])
    func whatWasNotRecordedIsAnErrorToItsClient(policy: String, change: String, status: Int32) async throws {
        let server = try await replay(["--cassette", Self.shipped, "--title", Self.echo, "--unmatched", policy])
        #expect(try await ask(server, Self.logout).contains("error: GET /logout: status: \(change)\n"))
        let end = try await server.stop()
        #expect(end.output.contains("Nothing recorded matches GET /logout. Nearest:\n"), "\(end.output)")
        #expect(end.status == status)
    }

    @Test func whatWasNotRecordedIsPassedOn() async throws {
        let tenant = try await RunningCommand.start(["serve", "tenant"], until: "SSL_CERT_FILE")
        let server = try await replay(
            [
                "--cassette", Self.shipped, "--title", Self.echo, "--unmatched", "pass", "--pass-to",
                tenant.value("tenantUri"),
            ], variables: ["SSL_CERT_FILE": tenant.value("SSL_CERT_FILE")])
        let told = try await ask(server, Self.logout, key: tenant)
        #expect(!told.contains("→ 500") && !told.contains("→ 404"), "\(told)")
        #expect(try await server.stop().status == 0)
        _ = try await tenant.stop()
    }

    @Test func answersTakeAsLongAsTheyAreTold() async throws {
        let server = try await replay(["--cassette", Self.shipped, "--title", Self.echo, "--timing", "100"])
        let start = ContinuousClock.now
        _ = try await ask(server, Self.echo)
        // Two logins of five milliseconds or more each: a busy machine can only add to that.
        #expect(ContinuousClock.now - start > .seconds(1))
        _ = try await server.stop()
    }

    @Test func theModesAskTheTenantAsFarAsTheySay() async throws {
        let tenant = try await RunningCommand.start(
            ["serve", "tenant", "--switch", "sends-unknown-cookie=on"], until: "SSL_CERT_FILE")
        let cassette = folder.path + "/a.sqlite"
        func play(_ mode: String, _ title: String, variables: [String: String] = [:]) async throws -> (String, String) {
            let server = try await replay(
                ["--cassette", cassette, "--mode", mode, "--tenant", tenant.value("tenantUri"), "--title", "a"],
                variables: ["SSL_CERT_FILE": tenant.value("SSL_CERT_FILE")].merging(variables) { $1 })
            let told = try await ask(server, title, key: tenant)
            return (told, try await server.stop().output)
        }
        func recordings() async throws -> [Substring] {
            try await CommandRun.tenantless("cassette", "inspect", cassette).output.split(separator: "\n")
                .filter { $0.hasPrefix("recording ") }
        }
        // There is no cassette yet, so everything is recorded; the second time nothing is.
        let first = try await play("once", Self.echo)
        #expect(first.0.contains(": 0 error") && first.1.contains("recording 1: 4 exchanges, 2 users"), "\(first)")
        let second = try await play("once", Self.logout)
        #expect(second.0.contains("GET /logout: status: 302 → 500"), "\(second)")
        #expect(try await recordings() == ["recording 1: a"])
        // What is not there is asked for and added.
        let third = try await play("new-entries", Self.logout)
        #expect(third.1.contains("recording 2: 1 exchanges"), "\(third)")
        #expect(try await recordings() == ["recording 1: a", "recording 2: a (an addition)"])
        // In continuous integration nobody is asked, whatever was said.
        let fourth = try await play("all", Self.echo, variables: ["CI": "true"])
        #expect(fourth.0.contains(": 0 error"), "\(fourth)")
        #expect(try await recordings().count == 2)
        _ = try await play("all", Self.echo)
        #expect(try await recordings().last == "recording 3: a")
        _ = try await tenant.stop()
    }

    @Test(arguments: [
        (["--mode", "once"], "--mode once needs --tenant."), (["--mode", "sometimes"], "'sometimes' is invalid"),
        (["--unmatched", "pass"], "--unmatched pass and --pass-to go together."),
        (["--pass-to", "https://a.example"], "--unmatched pass and --pass-to go together."),
        (["--unmatched", "shrug"], "--unmatched shrug: expected fail, answer or pass"),
        (["--timing", "-1"], "--timing"), (["--timing", "soon"], "--timing soon: expected none, recorded or a factor"),
    ])
    func whatCannotBeUsedEndsWithStatusTwo(arguments: [String], sentence: String) async throws {
        let run = try await CommandRun.tenantless(["replay", "--cassette", Self.shipped] + arguments)
        #expect(run.errors.contains(sentence), "\(run.errors)")
        #expect(run.output == "" && run.status == 2)
    }
}
