// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
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

/// A proxy that the harness starts as a process of its own, configured by variables, in any language.
struct ProcessSubject: ProxySubject {
    let command: TargetCommand

    func start(_ context: SubjectContext) async throws -> any RunningSubject {
        guard let port = context.environment["listenPort"].flatMap({ Int($0) }) else {
            throw StageProblem(.setup, "the target's command was given no port to listen on")
        }
        let endpoint = Endpoint(host: "127.0.0.1", port: port)
        let process = RunningProcess(endpoint: endpoint, command: command, log: context.log)
        try await process.launch(environment: context.environment)
        try await process.awaitReadiness(within: command.patience)
        return process
    }
}

/// A process that we started, and the task that waits for its end.
private final class RunningProcess: RunningSubject {
    private struct State {
        var processID: Int32?
        var ending: String?
        var task: Task<Void, Never>?
    }

    let endpoint: Endpoint
    private let command: TargetCommand
    private let log: CapturedLog
    private let state = Mutex(State())

    init(endpoint: Endpoint, command: TargetCommand, log: CapturedLog) {
        self.endpoint = endpoint
        self.command = command
        self.log = log
    }

    var identity: String { "process \(state.withLock { $0.processID } ?? 0)" }

    func isAlive() async -> Bool { state.withLock { $0.processID != nil && $0.ending == nil } }

    /// Starts the program; its output becomes the log.
    func launch(environment: [String: String]) async throws {
        guard let program = command.arguments.first else {
            throw StageProblem(.setup, "the target names no command")
        }
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task { [self] in
            do {
                let result = try await run(
                    program.contains("/") ? .path(FilePath(program)) : .name(program),
                    arguments: Arguments(Array(command.arguments.dropFirst())),
                    environment: .inherit.updating(ProcessSubject.variables(environment)),
                    input: .none, output: .sequence, error: .combinedWithOutput
                ) { execution in
                    state.withLock { $0.processID = execution.processIdentifier.value }
                    signal.finish()
                    for try await line in execution.standardOutput.strings() { log.append(line) }
                }
                state.withLock { $0.ending = "it ended: \(result.terminationStatus)" }
            } catch {
                state.withLock { $0.ending = "it could not be run: \(error)" }
            }
            signal.finish()
        }
        state.withLock { $0.task = task }
        for await _ in started {}
    }

    /// Returns once the port takes connections.
    func awaitReadiness(within patience: Duration) async throws {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if let ending = state.withLock({ $0.ending }) {
                let tail = log.lines.suffix(5).joined(separator: " | ")
                throw StageProblem(.setup, "the target's command did not stay up: \(ending). It said: \(tail)")
            }
            if await accepts() { return }
            try await ContinuousClock().sleep(for: ProcessSubject.readinessInterval)
        }
        try await kill()
        throw StageProblem(.setup, "the target's command did not listen on port \(endpoint.port) within \(patience)")
    }

    func kill() async throws { await end(SIGKILL) }

    func stop() async throws { await end(SIGTERM) }

    func residentBytes() async -> Int? {
        guard let id = state.withLock({ $0.processID }), let text = readFile("/proc/\(id)/statm") else { return nil }
        let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    private func end(_ signal: Int32) async {
        let (processID, isOver, task) = state.withLock { ($0.processID, $0.ending != nil, $0.task) }
        if let processID, !isOver { _ = Glibc.kill(processID, signal) }
        await task?.value
    }

    private func accepts() async -> Bool {
        do {
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            await connection.close()
            return true
        } catch {
            return false
        }
    }
}

extension ProcessSubject {
    /// How often the port of a starting process is tried; a process has no other way to say that it is ready.
    fileprivate static let readinessInterval = Duration.milliseconds(20)

    fileprivate static func variables(_ values: [String: String]) -> [Environment.Key: String?] {
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in values { variables[Environment.Key(stringLiteral: name)] = value }
        return variables
    }
}
