// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal
import Testbed
import Transport

/// Answers in a tenant's place, out of a cassette.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Answers in a tenant's place, out of a cassette.",
        discussion: """
            The proxy gets the tenantUri that is printed. Where secrets were, each user gets values of their own, made \
            anew. At the end it lists what was asked for and not recorded, which is a failure, and what was recorded \
            and not asked for, which is one with --strict. Where CI is set, no tenant is ever asked.
            """)

    @Option(help: ArgumentHelp("The cassette.", valueName: "file"))
    var cassette: String

    @Option(help: ArgumentHelp("The recording to play. Default: the last one.", valueName: "title"))
    var title: String?

    @OptionGroup var listening: ListenOptions

    @Option(
        help: ArgumentHelp(
            "How long answers take: none, recorded, or a factor such as 0.5.", valueName: "timing"),
        transform: ReplayCommand.timing)
    var timing = ReplayTiming.none

    @Option(
        help: ArgumentHelp(
            "What becomes of a request that was not recorded: fail, answer (with an error), or pass.",
            valueName: "policy"),
        transform: ReplayCommand.policy)
    var unmatched = MissPolicy.fail

    @Option(
        help: ArgumentHelp(
            "Who answers with --unmatched pass, such as a served mock tenant.", valueName: "url"))
    var passTo: String?

    @Option(help: "What the tenant is asked for: none, once, new-entries or all.")
    var mode = RecordMode.none

    @Option(help: ArgumentHelp("The tenant, for every mode but none.", valueName: "url"))
    var tenant: String?

    @OptionGroup var redaction: RedactionOptions

    @Flag(help: "Fail also for what was recorded and not asked for.")
    var strict = false

    func validate() throws {
        if mode != .none, tenant == nil { throw ValidationError("--mode \(mode.rawValue) needs --tenant.") }
        if (unmatched == .pass) != (passTo != nil) {
            throw ValidationError("--unmatched pass and --pass-to go together.")
        }
    }

    func run() async throws {
        let mode = RecordMode.inForce(mode)
        if let tenant, mode.recordsAll(into: cassette) {
            return try await Recording(
                tenant: tenant, cassette: cassette, title: title, listening: listening, redaction: redaction
            ).run()
        }
        let deck = try ReplayDeck(try Cassette(path: cassette), named: title)
        let material = try RunMaterial()
        let addition = mode == .newEntries ? try await startAddition(material) : nil
        let server = try await ReplayServer.start(
            deck, settings: try settings(addition), listen: listening.listen,
            identity: try material.authority.issue(names: [listening.name]))
        await Interruption.wait(
            telling:
                """
                tenantUri         \(Endpoint(host: listening.name, port: server.port).origin)
                cassette          \(cassette)
                SSL_CERT_FILE     \(material.trustFile)

                """)
        await server.stop()
        if let report = try await addition?.end() { Console.write(report.sentence(cassette) + "\n") }
        withExtendedLifetime(material) {}
        try conclude(deck, isAdding: addition != nil)
    }

    private func startAddition(_ material: RunMaterial) async throws -> RunningRecorder {
        try await RunningRecorder.start(
            tenant: try TenantURL.read(tenant ?? ""), cassette: cassette, title: title,
            listen: Endpoint(host: "127.0.0.1", port: 0), name: listening.name, rules: try redaction.rules(),
            isAddition: true, material: material)
    }

    private func settings(_ addition: RunningRecorder?) throws -> ReplayServer.Settings {
        if let addition {
            return ReplayServer.Settings(timing: timing, policy: .pass, fallback: addition.fallback)
        }
        let fallback = try passTo.map { url in
            ReplayFallback(endpoint: try TenantURL.read(url).endpoint, trust: try ClientTLS())
        }
        return ReplayServer.Settings(timing: timing, policy: unmatched, fallback: fallback)
    }

    private func conclude(_ deck: ReplayDeck, isAdding: Bool) throws {
        let unread = try deck.unread()
        if !isAdding, unmatched != .pass { for miss in deck.misses { Console.write("\(miss)\n") } }
        Console.write(unread.text)
        let hasMissed = unmatched == .fail && !isAdding && !deck.misses.isEmpty
        if hasMissed || (strict && !unread.isEmpty) { throw ExitStatus.judgedBad }
    }

    private static func policy(_ text: String) throws -> MissPolicy {
        guard let policy = MissPolicy(rawValue: text) else {
            throw ValidationError("--unmatched \(text): expected fail, answer or pass")
        }
        return policy
    }

    private static func timing(_ text: String) throws -> ReplayTiming {
        guard let timing = ReplayTiming(text) else {
            throw ValidationError("--timing \(text): expected none, recorded or a factor")
        }
        return timing
    }
}

extension Endpoint {
    /// The URL under which TLS is spoken there.
    fileprivate var origin: String { "https://\(authority)" }
}
