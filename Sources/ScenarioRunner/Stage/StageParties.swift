// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// The clock that proxy and doubles share.
public protocol StageClock: Sendable {
    /// Milliseconds since 1970.
    var now: Int64 { get }
    /// Moves time forward for everybody.
    func advance(by duration: Duration) async throws
}

/// The wires between the parties.
public protocol StageLink: Sendable {
    /// Puts a fault on a wire.
    func set(_ fault: StageLinkFault) async throws
    /// Removes all faults, on one side or everywhere.
    func heal(_ side: Side?) async throws
    /// How many connections came to the listener that nobody should connect to.
    func trappedConnections() async -> Int
}

/// A fault by its name, with the parameters a scenario gave.
public struct StageLinkFault: Sendable, Hashable {
    /// The side whose wire to the proxy is faulty.
    public let side: Side
    /// The name: `refuse`, `reset`, `black-hole`, `delay`, `throttle`, `cut`.
    public let name: String
    /// Its parameters: `by` (duration), `after` (bytes), `rate` (bytes per second), `direction`.
    public let parameters: [String: StageFaultParameter]

    /// Makes a fault.
    public init(side: Side, name: String, parameters: [String: StageFaultParameter] = [:]) {
        self.side = side
        self.name = name
        self.parameters = parameters
    }
}

/// A parameter of a fault.
public enum StageFaultParameter: Sendable, Hashable {
    /// A time.
    case duration(Duration)
    /// A number of bytes.
    case bytes(Int)
    /// A word.
    case word(String)
}

/// The proxy's session store, seen from outside.
public protocol StageStore: Sendable {
    /// Every byte that is at rest in it, by the name of its place (file, key).
    func dump() async throws -> [StageRecord]
    /// How many sessions it holds.
    func sessionCount() async throws -> Int
    /// Makes it fail: `refuse`, `slow`, `busy`, `garbage`, `read-only`, `full`, `drop`.
    func setFault(_ name: String, parameters: [String: StageFaultParameter]) async throws
    /// Makes it work again.
    func heal() async throws
    /// What is wrong with it by its own check, nil if it is whole (`PRAGMA integrity_check`).
    func integrityProblem() async throws -> String?
}

/// Some bytes at rest.
public struct StageRecord: Sendable, Hashable {
    /// Where they are.
    public let name: String
    /// The bytes.
    public let bytes: [UInt8]

    /// Makes a record.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What the proxy logged.
public protocol StageLog: Sendable {
    /// The lines so far, metadata included.
    func lines() async -> [String]
}

/// The proxy as a process.
public protocol StageProxy: Sendable {
    /// True if it runs and accepts connections.
    func isAlive() async -> Bool
    /// Names this life of the proxy (process id, instance number): equal values mean it was not restarted.
    func identity() async -> String
    /// How it ended and what it said last, nil while it runs or where that cannot be known.
    func ending() async -> String?
    /// Ends it at once, as `kill -9` does.
    func kill() async throws
    /// Starts it (after asking a running one to stop) on the same port and store, and awaits readiness.
    func restart() async throws
    /// Asks it to stop and waits.
    func stop() async throws
    /// Puts a new key into the file that it reads its signing key from, and registers it at the tenant in the old one's place.
    func renewSigningKey() async throws
    /// Resident memory in bytes; nil where it cannot be known.
    func residentBytes() async -> Int?
}
