// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser

/// What `ci/bench` and `ci/instructions` start: parts of the product alone, and those who put them under load.
///
/// It is an executable of its own so that a release build for a measurement is that of what is measured only.
@main
struct TenantlessBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenantless-bench", abstract: "Parts of Tenantless alone, and loads for them, to be measured.",
        subcommands: [ProxyCommand.self, EchoCommand.self, SocketsCommand.self, CrowdCommand.self, LinkCommand.self])
}
