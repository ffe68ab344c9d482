// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Foundation
import Terminal

@main
struct TenantlessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenantless",
        abstract: "Proves that a Qlik Cloud session cookie proxy is right, without a tenant.",
        discussion: """
            Exit status: 0 good, 1 judged bad, 2 invalid input, 3 our own fault.
            """,
        subcommands: [
            VerifyCommand.self, ReportCommand.self, ListCommand.self, ExplainCommand.self, CheckCommand.self,
            NewCommand.self, ServeCommand.self, RecordCommand.self, ReplayCommand.self, CassetteCommand.self,
            DriftCommand.self,
        ])

    /// Runs the command and ends the process with the documented status, which ArgumentParser's own would not be.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        if let status = error as? ExitStatus { Foundation.exit(status.rawValue) }
        if let problem = error as? InvalidInput {
            Console.error("\(problem)\n")
            Foundation.exit(ExitStatus.invalidInput.rawValue)
        }
        if let problem = error as? CassetteProblem {
            Console.error(problem.reason + "\n")
            Foundation.exit(problem.status.rawValue)
        }
        switch exitCode(for: error) {
        case .success: exit(withError: error)
        case .validationFailure:
            Console.error(fullMessage(for: error) + "\n")
            Foundation.exit(ExitStatus.invalidInput.rawValue)
        default:
            Console.error("tenantless: our own fault: \(error)\n")
            Foundation.exit(ExitStatus.ownFault.rawValue)
        }
    }
}

extension CassetteProblem {
    /// A secret in a cassette is a judgement; everything else is about what was given.
    fileprivate var status: ExitStatus { code == .secret ? .judgedBad : .invalidInput }
}
