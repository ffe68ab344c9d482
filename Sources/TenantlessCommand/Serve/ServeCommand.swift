// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser

/// Serves one party, or all of them for a person with a browser.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves one party, or all of them for a person with a browser, until it is interrupted.",
        subcommands: [
            ServeTenantCommand.self, ServeIdentityProviderCommand.self, ServeProxyCommand.self, ServeStageCommand.self,
        ])
}
