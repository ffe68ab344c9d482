// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Foundation
import ScenarioLanguage
import ScenarioRunner
import Terminal
import Testbed

/// One run of `verify`: everything that was asked for, read and checked before anything is played.
struct Verification {
    let reports: [ReportRequest]
    private let library: ScenarioLibrary
    private let plan: RunPlan
    private let target: Target
    private let tenant: TenantOptions.Choice
    private let suite: Suite
    private let baseline: Baseline
    private let saboteurs: [SaboteurEntry]
    private let log: EventLog
    private let seed: UInt64
    private let jobs: Int
    private let isStrict: Bool
    private let rerun: RerunCommand

    /// Scenarios wait more than they compute, so three per core finish sooner than one; more only add contention.
    private static let jobsPerCore = 3

    /// Reads and checks what the command was given.
    ///
    /// - Throws: `InvalidInput`.
    init(_ command: VerifyCommand) throws {
        do {
            reports = try command.reports.map { argument throws(ConformanceError) in try ReportRequest(argument) }
            library = try command.suite.library()
            target = try TargetFile.load(command.target)
            baseline = try Baseline(command, library: library)
            saboteurs = try SaboteurEntry.named(command.saboteur, all: command.allSaboteurs)
            tenant = try command.tenant.choice()
            plan = try Self.plan(command, tenant, library: library, saboteurs: saboteurs)
        } catch let error as ConformanceError {
            throw InvalidInput(error.reason)
        }
        if !saboteurs.isEmpty, target.start != .inProcess {
            throw InvalidInput("saboteurs break the proxy of this package in process, not the target \(target.name)")
        }
        seed = command.seed ?? UInt64.random(in: 1...999_999)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        jobs = command.jobs ?? (target.isSequential ? 1 : Self.jobsPerCore * cores)
        log = EventLog(
            keepsMessages: reports.contains(where: \.kind.tellsMessages), saboteurs: saboteurs.count,
            write: try LineFiles(reports.filter { $0.kind == .ndjson }.map(\.path)).append)
        suite = try Suite(target: target, library: library, seed: seed, tenant: tenant, listener: log.listener)
        isStrict = command.strict
        rerun = RerunCommand(options: command.optionsToRepeat, seed: seed)
    }

    /// Plays the scenarios, then lets the saboteurs loose on what passed.
    func run() async throws -> (report: RunReport, record: RunRecord) {
        try await suite.rehearse()
        let clock = ContinuousClock()
        let start = clock.now
        await log.begin(
            RunStart(
                target: target.name, seed: seed, strict: isStrict, time: Date.now.ISO8601Format(),
                options: rerun.options), plan: plan, catalogue: library.requirements)
        let shown = ProgressReport(total: plan.scenarios.count, style: Console.style, write: Console.write)
        let progress = ObserverChain([shown, log])
        let results = await ConformanceRun(
            plan: plan, features: target.offers, knownFailing: baseline.list, jobs: jobs,
            failuresBlock: !baseline.isToBeUpdated
        ).results(observer: progress, play: try suite.play())
        let cases = try saboteurs.map { try $0.asCase(playing: suite) }
        let judgements = await SaboteurJudge(library: library.scenarios, control: results)
            .judge(cases, jobs: jobs, observer: progress)
        await shown.finish()
        let report = RunReport(
            target: target.name, seed: seed, seconds: (clock.now - start) / .seconds(1), isStrict: isStrict,
            results: results, catalogue: library.requirements, saboteurs: judgements,
            areScenariosJudged: saboteurs.count == SaboteurEntry.all.count, rerun: rerun)
        return (report, try await log.finish(RunEnd(report)))
    }

    /// Says what was recorded, or what of a cassette was missed and left.
    ///
    /// - Throws: `CassetteProblem`, with `.secret` where a recording holds one.
    func conclude(isGood: Bool) throws {
        switch tenant {
        case .mock: break
        case .recorded(let path):
            guard isGood, let count = try suite.recorder?.publish() else {
                return Console.write("\(path): not written, for not every scenario passed\n")
            }
            Console.write("\(path): \(count) recordings, one for each scenario\n")
        case .replayed(let player):
            Console.write(player.text)
            if isStrict, player.isIncomplete { throw ExitStatus.judgedBad }
        }
    }

    /// Writes the list of known failures anew, if that was asked for; true if what failed is listed by now.
    ///
    /// - Throws: `InvalidInput`.
    func updateKnownFailing(_ results: [ScenarioResult]) throws -> Bool { try baseline.update(results) }

    /// Without selectors, a few saboteurs need only the scenarios that should catch them.
    private static func plan(
        _ command: VerifyCommand, _ tenant: TenantOptions.Choice, library: ScenarioLibrary,
        saboteurs: [SaboteurEntry]
    ) throws(ConformanceError) -> RunPlan {
        let selectors = tenant.selectors(command.selectors).map(Selector.init)
        var selected = try Selector.select(selectors, from: library.scenarios)
        if selectors.isEmpty, !saboteurs.isEmpty, !command.allSaboteurs {
            selected = SaboteurJudge.control(for: saboteurs.flatMap(\.breaks), in: library.scenarios)
        }
        return RunPlan(selected: selected, library: library.scenarios)
    }
}
