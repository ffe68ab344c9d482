// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How a proxy process is started.
public struct TargetCommand: Sendable, Hashable {
    /// The program and its arguments; `<port>`, `<directory>` and the like are filled in by the harness.
    public let arguments: [String]
    /// Environment variables on top of the published ones.
    public let environment: [String: String]
    /// The path that answers 200 once the proxy is ready; the health route if nil.
    public let ready: String?
    /// How long the start may take.
    public let patience: Duration

    /// Makes a command.
    public init(
        arguments: [String], environment: [String: String] = [:], ready: String? = nil,
        patience: Duration = .seconds(30)
    ) {
        self.arguments = arguments
        self.environment = environment
        self.ready = ready
        self.patience = patience
    }
}
