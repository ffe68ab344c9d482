// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Ends both sides in order once so many bytes have passed.
public struct Cut: Fault {
    /// The name in scenario files.
    public static let name = "cut"
    /// How many bytes still pass in the direction that is counted.
    public var afterBytes: Int
    /// Which way is counted; `nil` means each way by itself.
    public var direction: LinkDirection?

    /// Cuts after so many bytes.
    public init(afterBytes: Int, direction: LinkDirection? = nil) {
        self.afterBytes = afterBytes
        self.direction = direction
    }

    /// Takes `bytes` and `direction`.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {
        self.init(afterBytes: parameters.bytes ?? 0, direction: parameters.direction)
    }

    /// Lets the rest of the allowance pass.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        guard self.direction ?? direction == direction else { return .pass(bytes.takeAll()) }
        let left = max(0, afterBytes - passed)
        guard bytes.readableBytes >= left else { return .pass(bytes.takeAll()) }
        return .cut(bytes.readSlice(length: left) ?? ByteBuffer())
    }
}
