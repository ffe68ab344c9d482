// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Subprocess
import Synchronization
import SystemPackage
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process that we started, and the task that waits for its end.
final class RunningProcess: RunningSubject {
    private struct State {
        var processID: Int32?
        var ending: String?
        var task: Task<Void, Never>?
    }

    /// How often a starting process is asked whether it is ready; it has no other way to say so that all know.
    private static let readinessInterval = Duration.milliseconds(10)
    /// How long a process may take to end after it was asked to; then it is killed, so that no run hangs on it.
    private static let grace = Duration.seconds(10)

    let endpoint: Endpoint
    private let log: CapturedLog
    private let state = Mutex(State())

    private init(endpoint: Endpoint, log: CapturedLog) {
        self.endpoint = endpoint
        self.log = log
    }

    var identity: String { "process \(state.withLock { $0.processID } ?? 0)" }

    func isAlive() async -> Bool { state.withLock { $0.processID != nil && $0.ending == nil } }

    func ending() async -> String? { state.withLock { $0.ending }.map { "\($0). \(lastWords)" } }

    /// Starts the program and returns once it has an id; its output becomes the log.
    static func launch(_ launch: ProcessLaunch, endpoint: Endpoint, log: CapturedLog) async throws -> RunningProcess {
        guard let program = launch.arguments.first else {
            throw StageProblem(.setup, "the target names no command")
        }
        let process = RunningProcess(endpoint: endpoint, log: log)
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            await process.live(program, launch, signal)
            signal.finish()
        }
        process.state.withLock { $0.task = task }
        for await _ in started {}
        return process
    }

    private func live(_ program: String, _ launch: ProcessLaunch, _ signal: AsyncStream<Void>.Continuation) async {
        let ending: String
        do {
            let result = try await run(
                program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: Arguments(Array(launch.arguments.dropFirst())),
                environment: .inherit.updating(launch.updates),
                input: .none, output: .sequence, error: .combinedWithOutput
            ) { execution in
                state.withLock { $0.processID = execution.processIdentifier.value }
                signal.finish()
                try await record(execution.standardOutput)
            }
            ending = "it ended: \(result.terminationStatus)"
        } catch {
            ending = "it could not be run (\(error)): give its path, or install it"
        }
        state.withLock { $0.ending = ending }
    }

    private func record(_ output: SubprocessOutputSequence) async throws {
        var lines = LineSplitter()
        for try await block in output {
            for line in block.withUnsafeBytes({ lines.take($0) }) { log.append(line) }
        }
        if let last = lines.rest { log.append(last) }
    }

    /// Returns once the proxy is ready.
    ///
    /// - Throws: `StageProblem` with `.setup` when the process ends, or `patience` does.
    func awaitReadiness(_ probe: ReadinessProbe, within patience: Duration) async throws {
        let deadline = ContinuousClock.now + patience
        var answer: ReadinessProbe.Answer?
        while ContinuousClock.now < deadline {
            if let ending = state.withLock({ $0.ending }) {
                throw StageProblem(
                    .setup, "the target's command did not stay up: \(ending); try it by hand. \(lastWords)")
            }
            answer = await probe.ask()
            if answer == .ready { return }
            try await ContinuousClock().sleep(for: Self.readinessInterval)
        }
        let ports = state.withLock { $0.processID }.map { ListeningPorts.of($0) } ?? []
        let advice = await probe.advice(answer, after: patience, ports: ports)
        throw StageProblem(.setup, "the target's command is not ready: \(advice). \(lastWords)")
    }

    func kill() async { await end(SIGKILL) }

    func stop() async {
        let killer = Task {
            try await ContinuousClock().sleep(for: Self.grace)
            await end(SIGKILL)
        }
        await end(SIGTERM)
        killer.cancel()
    }

    func residentBytes() async -> Int? {
        guard let id = state.withLock({ $0.processID }), let text = readFile("/proc/\(id)/statm") else { return nil }
        let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    private var lastWords: String {
        let tail = log.lines.suffix(5).joined(separator: " | ")
        return tail.isEmpty ? "It said nothing." : "It said: \(tail)"
    }

    private func end(_ signal: Int32) async {
        let (processID, isOver, task) = state.withLock { ($0.processID, $0.ending != nil, $0.task) }
        if let processID, !isOver { send(signal, to: processID) }
        await task?.value
    }
}

/// Sends a signal; a process that is gone by now needs none.
private func send(_ signal: Int32, to processID: Int32) {
    _ = kill(processID, signal)
}

/// Cuts a stream of octets into lines.
struct LineSplitter {
    private var pending: [UInt8] = []

    /// The lines that these octets complete.
    mutating func take(_ octets: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for octet in octets {
            if octet == UInt8(ascii: "\n") {
                lines.append(String(decoding: pending, as: UTF8.self))
                pending.removeAll(keepingCapacity: true)
            } else {
                pending.append(octet)
            }
        }
        return lines
    }

    /// What came after the last line end; nil if nothing did.
    var rest: String? { pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self) }
}

extension ProcessLaunch {
    fileprivate var updates: [Environment.Key: String?] {
        var updates: [Environment.Key: String?] = [:]
        for (name, value) in variables { updates[Environment.Key(stringLiteral: name)] = value }
        return updates
    }
}
