// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Lets each run of bytes pass only after a while.
public struct Delay: Fault {
    /// The name in scenario files.
    public static let name = "delay"
    /// How long each run of bytes waits.
    public var duration: Duration
    /// Which way is slow; `nil` means both.
    public var direction: LinkDirection?

    /// Delays by so much.
    public init(_ duration: Duration, direction: LinkDirection? = nil) {
        self.duration = duration
        self.direction = direction
    }

    /// Takes `duration`, which must be given, and `direction`.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {
        guard let duration = parameters.duration else {
            throw FaultProblem(description: "The fault \"delay\" needs a duration.")
        }
        self.init(duration, direction: parameters.direction)
    }

    /// Waits, which is this fault's whole purpose, and lets the bytes pass.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        if self.direction ?? direction == direction { try await Task.sleep(for: duration) }
        return .pass(bytes.takeAll())
    }
}
