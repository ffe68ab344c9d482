// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser

@main
struct TenantlessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenantless",
        abstract: "Proves that a Qlik Cloud session cookie proxy is right, without a tenant.")
}
