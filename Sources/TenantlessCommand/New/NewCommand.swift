// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser

/// Writes files to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a file to begin with.", subcommands: [NewScenarioCommand.self])
}
