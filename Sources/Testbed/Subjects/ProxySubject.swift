// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport

/// Starts the proxy under judgement on a stage.
public protocol ProxySubject: Sendable {
    /// Starts it and returns once it accepts connections.
    func start(_ context: SubjectContext) async throws -> any RunningSubject
}

/// What a proxy is started with: everything it may know of the stage.
public struct SubjectContext: Sendable {
    /// The published variables, and the proxy's own ones.
    public var environment: [String: String]
    /// The clock of the stage.
    public var time: TimeSource
    /// Where its log goes.
    public var log: CapturedLog
    /// Defects to put in; only a proxy in this process has all of the seams.
    public var seams: StageSeams
    /// Faults of its store; only a proxy in this process has them.
    public var storeFaults: StoreFaults
    /// The authority to trust, as PEM text.
    public var trustRootsPEM: String
    /// A folder for its files, removed with the stage.
    public var folder: String
}

/// A proxy that runs.
public protocol RunningSubject: Sendable {
    /// Where it listens.
    var endpoint: Endpoint { get }
    /// Names this life of it.
    var identity: String { get }
    /// Says whether it still runs.
    func isAlive() async -> Bool
    /// How it ended and what it said last, nil while it runs or where that cannot be known.
    func ending() async -> String?
    /// Ends it at once, as `kill -9` does.
    func kill() async throws
    /// Asks it to stop and waits.
    func stop() async throws
    /// Its resident memory in bytes, where that can be known.
    func residentBytes() async -> Int?
}
