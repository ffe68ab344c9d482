// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// What can be done with the cassette of the package.
@Suite("Cassettes on the command line", .timeLimit(.minutes(3))) struct CassetteCommandTests {
    private static let shipped = "Fixtures/Cassettes/mock-tenant.sqlite"

    @Test func theCassetteOfThePackageIsPlayedToItsEnd() async throws {
        let run = try await CommandRun.tenantless(
            "verify", "websocket/close-codes-pass", "--cassette", Self.shipped, "--strict")
        #expect(run.output.contains("scenarios: 2 passed, 0 failed"), "\(run.output)\(run.errors)")
        #expect(run.status == 0)
    }

    @Test func aProxyThatMixesSessionsIsCaughtOnTheCassetteToo() async throws {
        let run = try await CommandRun.tenantless(
            "verify", "isolation/between-users", "--cassette", Self.shipped, "--saboteur", "one-jar-for-all")
        #expect(run.output.contains("killed-by-own   one-jar-for-all  isolation/between-users"), "\(run.output)")
        #expect(run.status == 0)
    }

    @Test func aScenarioWithoutARecordingIsSkippedAndSaysWhy() async throws {
        let run = try await CommandRun.tenantless(
            "verify", "websocket/target-survives", "--cassette", Self.shipped)
        #expect(run.output.contains("the cassette holds no recording of it"))
    }

    @Test func recordingsAreListedShownAndExported() async throws {
        let list = try await CommandRun.tenantless(
            "cassette", "list", Self.shipped, "--title", "websocket/close-codes-pass")
        #expect(list.output.contains(" 101 GET /app/"))
        let number = list.output.split(separator: "\n").dropFirst().first?.split(separator: " ").first ?? ""
        let show = try await CommandRun.tenantless("cassette", "show", Self.shipped, String(number))
        #expect(show.output.contains("> Authorization: Bearer {{slot:"))
        let text = try await CommandRun.tenantless("cassette", "export", Self.shipped)
        #expect(text.output.hasPrefix("# "))
        let har = try await CommandRun.tenantless("cassette", "export", "--har", Self.shipped)
        #expect(har.output.contains(#""version":"1.2""#) || har.output.contains(#""version": "1.2""#))
        let numbers = try await CommandRun.tenantless("cassette", "inspect", Self.shipped)
        #expect(numbers.output.contains("recording 9:") && numbers.output.contains("exchange "))
    }

    @Test func aCassetteDoesNotDriftFromItself() async throws {
        let run = try await CommandRun.tenantless("cassette", "diff", Self.shipped, Self.shipped)
        #expect(run.output.hasSuffix("0 error, 0 warning, 0 info\n"), "\(run.output)")
        #expect(run.status == 0)
    }

    @Test(arguments: [
        ["cassette", "inspect", "no-such-file"], ["cassette", "list", "README.md"],
        ["replay", "--cassette", "README.md"],
        ["verify", "--cassette", "no-such-file"], ["cassette", "show", shipped, "999999"],
        ["replay", "--cassette", shipped, "--title", "nothing"],
    ])
    func whatCannotBeUsedIsOneSentenceAndStatusTwo(arguments: [String]) async throws {
        let run = try await CommandRun.tenantless(arguments)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.output == "")
        #expect(run.status == 2)
    }
}
