// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Conformance
import ScenarioLanguage
import Terminal

/// Plays scenarios against a proxy and judges it.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Plays scenarios against a proxy and judges it.",
        discussion: """
            Without a selector every scenario is played, without a target against the proxy of this package, everything
            on loopback. What a selected scenario needs is played too.
            """)

    @Argument(help: "Scenarios by id or by a requirement they cover; * and ** are understood.")
    var selectors: [String] = []

    @OptionGroup var suite: SuiteOptions

    @Option(help: ArgumentHelp("The proxy to judge, a file as in Fixtures/Targets.", valueName: "file"))
    var target: String?

    @OptionGroup var tenant: TenantOptions

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "Also write a report: \(ReportKind.namesInWords); may be given more than once.", valueName: "kind=path"))
    var reports: [String] = []

    @Option(
        help: ArgumentHelp(
            "Scenarios that the target is known to fail; one that passes all the same fails the run.",
            valueName: "file"))
    var knownFailing: String?

    @Option(
        help: ArgumentHelp(
            "Bring this list of known failures up to what the run finds.",
            discussion: """
                What passes goes, what fails is added with the date; entries that stay keep their words. Nothing is \
                blocked, so that one run finds all.
                """,
            valueName: "file"))
    var updateKnownFailing: String?

    @Option(help: ArgumentHelp("Let this deliberately broken proxy be caught; may be repeated.", valueName: "name"))
    var saboteur: [String] = []

    @Flag(help: "Let every deliberately broken proxy be caught.")
    var allSaboteurs = false

    @Option(
        help: "How many scenarios are played at a time. Default: three per core; one for a sequential target.")
    var jobs: Int?

    @Option(help: "The seed of everything random. Default: another one each time; the report prints it.")
    var seed: UInt64?

    @Flag(help: "Warnings count as failures.")
    var strict = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1, not \(jobs).") }
        guard knownFailing == nil || updateKnownFailing == nil else {
            throw ValidationError("--known-failing and --update-known-failing exclude each other.")
        }
    }

    func run() async throws {
        let verification = try Verification(self)
        let (report, record) = try await verification.run()
        for request in verification.reports { try request.write(record) }
        Console.write("\n" + ConsoleReport(style: Console.style).text(report))
        try verification.conclude(isGood: report.outcome == .good)
        if report.outcome != .ownFault, try verification.updateKnownFailing(report.results) { return }
        if report.outcome != .good { throw ExitStatus(rawValue: report.outcome.rawValue) ?? .ownFault }
    }

    /// The options that another run needs to be the same, but for selectors, seed and saboteurs.
    var optionsToRepeat: [String] {
        let folders = suite.scenarios.flatMap { ["--scenarios", $0] }
        return folders + tenant.toRepeat + (target.map { ["--target", $0] } ?? []) + (strict ? ["--strict"] : [])
    }
}

extension ReportRequest {
    /// Writes the report in its form.
    func write(_ record: RunRecord) throws {
        do {
            if let text = try kind.text(record) { try TextFile.write(text, to: path) }
        } catch let error as ConformanceError {
            throw InvalidInput("\(path): \(error.reason)")
        }
    }
}
