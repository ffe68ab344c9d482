// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Transport

/// A proxy that the harness starts as a process of its own, configured by variables, in any language.
///
/// - Shape: each life of it gets a free port of its own, told by the variables `listenPort` and `PORT` and wherever the
///   target file says `<port>`; `<directory>` stands for a folder of the stage, and `<NAME>` for the variable NAME.
/// - Shape: it is ready when the target's `ready` path answers 200, on the port that it was given.
struct ProcessSubject: ProxySubject {
    /// How often another port is tried when somebody else took the one that was free a moment before.
    private static let attempts = 3

    let command: TargetCommand
    /// The URL of the readiness path; its port is filled in at each start.
    let readiness: HTTPURL

    func start(_ context: SubjectContext) async throws -> any RunningSubject {
        for _ in 1..<Self.attempts {
            if let process = try await FreePort.lend(to: { try await attempt(context, port: $0) }) { return process }
        }
        return try await FreePort.lend { try await start(context, port: $0) }
    }

    /// The proxy once it is ready, nil where somebody else has taken the port.
    private func attempt(_ context: SubjectContext, port: Int) async throws -> RunningProcess? {
        do {
            return try await start(context, port: port)
        } catch let problem as StageProblem {
            // Where the port is free again, something else is wrong.
            if await FreePort.isFree(port) { throw problem }
            return nil
        }
    }

    private func start(_ context: SubjectContext, port: Int) async throws -> RunningProcess {
        let client = HTTPClient(tls: try ClientTLS(trustRootsPEM: context.trustRootsPEM), timeout: .seconds(2))
        var probe = readiness
        probe.port = port
        let launch = ProcessLaunch(command: command, context: context, port: port)
        let process = try await RunningProcess.launch(
            launch, endpoint: Endpoint(host: "127.0.0.1", port: port), log: context.log)
        do {
            try await process.awaitReadiness(ReadinessProbe(url: probe, client: client), within: command.patience)
        } catch {
            await client.shutdown()
            await process.kill()
            throw error
        }
        await client.shutdown()
        return process
    }
}

/// The words and variables of one start, with everything filled in.
struct ProcessLaunch: Sendable {
    let arguments: [String]
    let variables: [String: String]

    init(command: TargetCommand, context: SubjectContext, port: Int) {
        var variables = context.environment
        variables["listenPort"] = "\(port)"
        variables["PORT"] = "\(port)"
        var words = variables
        words["port"] = "\(port)"
        words["directory"] = context.folder
        for (name, value) in command.environment { variables[name] = Self.fill(value, with: words) }
        arguments = command.arguments.map { Self.fill($0, with: words) }
        self.variables = variables
    }

    /// The text with each `<NAME>` that is known replaced.
    private static func fill(_ text: String, with words: [String: String]) -> String {
        guard text.contains("<") else { return text }
        return words.reduce(text) { $0.replacing("<\($1.key)>", with: $1.value) }
    }
}
