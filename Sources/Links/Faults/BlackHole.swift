// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Holds everything back, connections too, without a word; what was held passes when the fault is removed.
public struct BlackHole: Fault {
    /// The name in scenario files.
    public static let name = "blackHole"
    /// Which way nothing passes; `nil` means both, and then new connections wait too.
    public var direction: LinkDirection?

    /// Holds back one way or both.
    public init(direction: LinkDirection? = nil) {
        self.direction = direction
    }

    /// Takes `direction`.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {
        direction = parameters.direction
    }

    /// Keeps connections waiting when nothing passes either way.
    public func admit() async -> FaultAdmission { direction == nil ? .hold : .admit }

    /// Holds the bytes.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        guard self.direction ?? direction == direction else { return .pass(bytes.takeAll()) }
        return .hold
    }
}
