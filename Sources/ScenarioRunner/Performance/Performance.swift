// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import NIOCore
internal import ScenarioLanguage
internal import Synchronization
internal import Wire

/// One playing of one scenario: the stage, and what the steps so far have left behind.
public final class Performance: Sendable {
    /// A moment, as the number of exchanges that each witness had seen.
    struct Mark: Sendable {
        var firstID: [Side: Int] = [:]
    }

    private struct Memory {
        var kept: [String: String] = [:]
        var marks: [String: Mark] = [:]
        var start = Mark()
        var sockets: [String: Int] = [:]
        var proxyIdentity = ""
        var isRestartIntended = false
        var mayBystanderSignInAgain = false
        var moments: [StepMoment] = []
        var steps: [PlayedStep] = []
    }

    /// The name of the user who has nothing to do with the scenario.
    public static let bystander = "bystander"

    let scenario: Scenario
    let stage: any Stage
    private let memory = Mutex(Memory())

    init(scenario: Scenario, stage: any Stage) {
        self.scenario = scenario
        self.stage = stage
    }

    /// When each step began, in the witnesses' time.
    var moments: [StepMoment] { memory.withLock { $0.moments } }
    /// The steps that have ended.
    var steps: [PlayedStep] { memory.withLock { $0.steps } }

    /// Notes that a step begins, and stamps what is witnessed from now on with its number.
    func begin(_ step: Step) {
        let now = Int64(NIODeadline.now().uptimeNanoseconds)
        memory.withLock { $0.moments.append(StepMoment(number: step.number, at: now)) }
        for side in [Side.browser, .tenant, .identityProvider] { stage.witness(side).step = step.number }
    }

    /// Notes how a step went.
    func end(_ played: PlayedStep) { memory.withLock { $0.steps.append(played) } }

    /// Values kept by `keeps` and `capture`.
    func kept(_ name: String) -> String? { memory.withLock { $0.kept[name] } }

    func keep(_ value: String, as name: String) { memory.withLock { $0.kept[name] = value } }

    /// Notes which exchange opened a browser's socket.
    func remember(socket: String, of browser: String, exchange: Int) {
        memory.withLock { $0.sockets["\(browser) \(socket)"] = exchange }
    }

    /// The exchange that opened a browser's socket, as it is now.
    func socket(_ name: String, of browser: String) -> WitnessedExchange? {
        guard let id = memory.withLock({ $0.sockets["\(browser) \(name)"] }) else { return nil }
        return stage.witness(.browser).exchange(id)
    }

    /// Notes what every witness has seen by now, under a name.
    func mark(_ name: String) {
        let mark = mark()
        memory.withLock { $0.marks[name] = mark }
    }

    /// Notes the beginning of the steps: what came before belongs to the bystander.
    func begin() {
        let mark = mark()
        memory.withLock { $0.start = mark }
    }

    func mark(named name: String) -> Mark? { memory.withLock { $0.marks[name] } }

    private func mark() -> Mark {
        var mark = Mark()
        for side in [Side.browser, .tenant, .identityProvider] {
            mark.firstID[side] = (stage.witness(side).exchanges.last?.id ?? -1) + 1
        }
        return mark
    }

    /// The exchanges of one side since the beginning of the steps or a mark; never the bystander's.
    func exchanges(_ side: Side, since mark: Mark? = nil) -> [WitnessedExchange] {
        let first = mark?.firstID[side] ?? memory.withLock { $0.start.firstID[side] } ?? 0
        return stage.witness(side).exchanges.filter { $0.id >= first && !isActor($0.actor, Self.bystander) }
    }

    /// Whether `actor`, as a witness names it (scenario name, browser name or e-mail), is this user.
    func isActor(_ actor: String?, _ user: String) -> Bool {
        guard let actor else { return false }
        if actor == user || actor.prefix(while: { $0 != "/" }) == user { return true }
        let email = scenario.user(user)?.email ?? "\(user)@example.com"
        return actor == email || actor == email.prefix { $0 != "@" }
    }

    /// The users a word stands for: one, or the members of a crowd.
    func names(of word: String) -> [String] {
        let members = scenario.users.filter { $0.crowd == word }.map(\.name)
        return members.isEmpty ? [word] : members
    }

    /// Why the proxy is not the one that the scenario began with, nil if it is.
    func proxyProblem() async -> String? {
        guard await stage.proxy.isAlive() else {
            return await stage.proxy.ending().map { "it does not run: \($0)" } ?? "it does not run"
        }
        let identity = await stage.proxy.identity()
        if isRestartIntended || identity == proxyIdentity { return nil }
        return "it was restarted: \(proxyIdentity) became \(identity)"
    }

    /// How the proxy died, nil if it lives or the scenario itself ended it.
    func death() async -> String? {
        guard !isRestartIntended, await !stage.proxy.isAlive() else { return nil }
        return await proxyProblem()
    }

    /// The proxy was stopped or restarted by the scenario itself.
    func intendRestart() {
        memory.withLock {
            $0.isRestartIntended = true
            $0.mayBystanderSignInAgain = true
        }
    }

    /// The bystander's session may have ended for a reason that lies in the scenario.
    func excuseBystander() { memory.withLock { $0.mayBystanderSignInAgain = true } }

    var mayBystanderSignInAgain: Bool { memory.withLock { $0.mayBystanderSignInAgain } }
    var isRestartIntended: Bool { memory.withLock { $0.isRestartIntended } }

    var proxyIdentity: String {
        get { memory.withLock { $0.proxyIdentity } }
        set { memory.withLock { $0.proxyIdentity = newValue } }
    }
}
