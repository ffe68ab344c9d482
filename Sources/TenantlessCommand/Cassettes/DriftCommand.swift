// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Foundation
import MockTenant
import SessionProxy
import Terminal
import Testbed
import Transport

/// Sends what was recorded to a tenant again, and tells what has changed since.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Sends recorded requests to a tenant again, and tells what has changed since.",
        discussion: """
            The requests go out in the order of the recording, sockets included; users sign in anew, and what the tenant \
            gives them stands where secrets were. With --tenant, tokens are signed with the published variables issuer, \
            keyId and privateKey, from the environment or a .env file. With --mock the mock tenant is asked: that is how \
            it is held against what a tenant said.

            \(DriftJudgement.severities)
            """)

    @Option(help: ArgumentHelp("The cassette.", valueName: "file"))
    var cassette: String

    @Option(help: ArgumentHelp("The tenant.", valueName: "url"))
    var tenant: String?

    @Flag(help: "The mock tenant, instead of one that exists.")
    var mock = false

    @Option(
        help: ArgumentHelp(
            "A recording to send; may be repeated. Default: the last one, and what was added to it.",
            valueName: "title"))
    var title: [String] = []

    @Option(
        help: ArgumentHelp(
            "Who signs in in the place of the first recorded user, the second, and so on; may be repeated.",
            valueName: "subject"))
    var user: [String] = []

    @Option(help: ArgumentHelp("The file with variables that the environment does not set.", valueName: "file"))
    var env = ".env"

    @OptionGroup var switches: TenantSwitchOptions

    @OptionGroup var data: DataOptions

    @OptionGroup var judgement: DriftJudgement

    func validate() throws {
        guard (tenant != nil) != mock else { throw ValidationError("Give either --tenant or --mock.") }
        guard mock || (switches.isEmpty && data.data == nil) else {
            throw ValidationError("--switch, --switches and --data are for --mock.")
        }
    }

    func run() async throws {
        let reports = try judgement.requests()
        let cassette = try Cassette(path: cassette)
        let parts =
            try title.isEmpty
            ? [cassette.currentRecordings()] : title.map { try cassette.currentRecordings(named: $0) }
        var report = DriftReport(recorded: cassette.path, now: tenant ?? "the mock tenant")
        if let tenant {
            let url = try TenantURL.read(tenant)
            let access = try readAccess()
            for recordings in parts {
                try await compare(cassette, recordings, with: url, try ClientTLS(), access, into: &report)
            }
        } else {
            let (switches, material) = (try switches.read(), try data.material())
            for recordings in parts {
                let mock = try await DriftMock.start(
                    for: recordings, of: cassette, switches: switches, material: material)
                try await compare(cassette, recordings, with: mock.url, mock.trust, mock.access, into: &report)
                await mock.tenant.stop()
            }
        }
        try judgement.conclude(report, reports)
    }

    private func compare(
        _ cassette: Cassette, _ recordings: [StoredRecording], with url: HTTPURL, _ trust: ClientTLS,
        _ access: TenantAccess, into report: inout DriftReport
    ) async throws {
        let run = try DriftRun(cassette, recordings, tenant: url, trust: trust) { person in
            let subject = person <= user.count ? user[person - 1] : "tenantless-drift-\(person)"
            return try await access.token(
                for: subject, email: subject.contains("@") ? subject : "\(subject)@example.com",
                id: UUID().uuidString, now: TimeSource.system.now() / 1000)
        }
        do {
            try await run.run(into: &report)
        } catch let error as TransportError {
            throw InvalidInput("\(url.origin) cannot be reached: \(error.reason)")
        }
    }

    private func readAccess() throws -> TenantAccess {
        do throws(ConfigurationProblems) {
            return try TenantAccess.read(from: ProcessInfo.processInfo.environment, dotEnvPath: env)
        } catch {
            throw InvalidInput(error.problems.map(\.sentence))
        }
    }
}
