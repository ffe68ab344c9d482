// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Something that goes wrong on the wire; one small type each, its parameters as fields.
///
/// - Shape: a fault is asked anew for every connection and every run of bytes, so that it can come and go while
///   connections live. The no-op law: where a fault is removed again, no byte is lost, none doubled, none reordered.
///   A stateless example is `Delay`, a counting one `Cut`, one that holds bytes back `BlackHole`.
public protocol Fault: Sendable {
    /// The name in scenario files: the type's name with a small first letter.
    static var name: String { get }

    /// Makes the fault from what a scenario says.
    init(_ parameters: FaultParameters) throws(FaultProblem)

    /// Says what becomes of a connection that arrives.
    func admit() async -> FaultAdmission

    /// Says what becomes of bytes that are to pass.
    ///
    /// - Parameters:
    ///   - bytes: The bytes; those taken out of it are settled, those left in it are offered again.
    ///   - direction: Where they are bound for.
    ///   - passed: How many bytes have passed in this direction of this connection before.
    /// - Returns: What becomes of the bytes that were taken out.
    /// - Throws: `CancellationError` when the link stops meanwhile.
    func carry(_ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int) async throws -> FaultPassage
}

extension Fault {
    /// Lets every connection in.
    public func admit() async -> FaultAdmission { .admit }

    /// Lets all bytes pass.
    public func carry(
        _ bytes: inout ByteBuffer, _ direction: LinkDirection, after passed: Int
    ) async throws -> FaultPassage {
        .pass(bytes.readSlice(length: bytes.readableBytes) ?? ByteBuffer())
    }
}

/// The two ways through a link.
public enum LinkDirection: String, Sendable, Hashable, CaseIterable {
    /// From the side that dialled the link.
    case toServer
    /// From the side that the link dialled.
    case toClient
}

/// What becomes of a new connection.
public enum FaultAdmission: Sendable, Hashable {
    /// It is let in.
    case admit
    /// It is reset at once; a listening port cannot refuse any earlier.
    case refuse
    /// It is kept waiting until the fault changes.
    case hold
}

/// What becomes of bytes.
public enum FaultPassage: Sendable, Hashable {
    /// These pass.
    case pass(ByteBuffer)
    /// These pass, and then both sides see an orderly end.
    case cut(ByteBuffer)
    /// Both sides see a TCP reset.
    case reset
    /// Nothing passes until the fault changes.
    case hold
}

/// What a scenario may say about a fault.
public struct FaultParameters: Sendable, Hashable {
    /// For `delay`: how long.
    public var duration: Duration?
    /// For `cut` and `reset`: after how many bytes; for `throttle`: how many per second.
    public var bytes: Int?
    /// Which way; `nil` means both.
    public var direction: LinkDirection?

    /// Says what a fault needs.
    public init(duration: Duration? = nil, bytes: Int? = nil, direction: LinkDirection? = nil) {
        self.duration = duration
        self.bytes = bytes
        self.direction = direction
    }
}

/// Why a fault cannot be made.
public struct FaultProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence for the author of a scenario.
    public var description: String
}
