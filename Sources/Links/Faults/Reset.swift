// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Resets both sides once so many bytes have passed; what was passed may be lost with it.
public struct Reset: Fault {
    /// The name in scenario files.
    public static let name = "reset"
    /// How many bytes still pass in the direction that is counted.
    public var afterBytes: Int
    /// Which way is counted; `nil` means each way by itself.
    public var direction: LinkDirection?

    /// Resets after so many bytes.
    public init(afterBytes: Int = 0, direction: LinkDirection? = nil) {
        self.afterBytes = afterBytes
        self.direction = direction
    }

    /// Takes `bytes` and `direction`.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {
        self.init(afterBytes: parameters.bytes ?? 0, direction: parameters.direction)
    }

    /// Lets bytes pass up to the allowance, then resets.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        guard self.direction ?? direction == direction else { return .pass(bytes.takeAll()) }
        let left = afterBytes - passed
        guard left > 0 else { return .reset }
        return .pass(bytes.readSlice(length: min(left, bytes.readableBytes)) ?? ByteBuffer())
    }
}
