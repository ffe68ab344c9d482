// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Lets so many bytes per second pass.
public struct Throttle: Fault {
    /// The name in scenario files.
    public static let name = "throttle"
    /// How many bytes pass in a second.
    public var bytesPerSecond: Int
    /// Which way is slow; `nil` means each way by itself.
    public var direction: LinkDirection?

    /// Passes so many bytes per second.
    public init(bytesPerSecond: Int, direction: LinkDirection? = nil) {
        self.bytesPerSecond = max(1, bytesPerSecond)
        self.direction = direction
    }

    /// Takes `bytes`, which must be given, and `direction`.
    public init(_ parameters: FaultParameters) throws(FaultProblem) {
        guard let bytes = parameters.bytes else {
            throw FaultProblem(description: "The fault \"throttle\" needs bytes, per second.")
        }
        self.init(bytesPerSecond: bytes, direction: parameters.direction)
    }

    /// Waits for what a twentieth of a second allows, and lets that pass.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        guard self.direction ?? direction == direction else { return .pass(bytes.takeAll()) }
        let length = min(bytes.readableBytes, max(1, bytesPerSecond / 20))
        try await Task.sleep(for: .seconds(1) * length / bytesPerSecond)
        return .pass(bytes.readSlice(length: length) ?? ByteBuffer())
    }
}
