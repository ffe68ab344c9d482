// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

extension RequestHead {
    /// Takes one request head from the front of the buffer.
    ///
    /// - Returns: nil, and an untouched buffer, while the head is incomplete.
    public static func parse(
        _ buffer: inout ByteBuffer, limits: HeadLimits = .standard
    ) throws(WireError) -> (RequestHead, BodyFraming)? {
        nil
    }
}

extension ResponseHead {
    /// Takes one answer's head from the front of the buffer.
    ///
    /// - Returns: nil, and an untouched buffer, while the head is incomplete.
    public static func parse(
        _ buffer: inout ByteBuffer, requestMethod: String, limits: HeadLimits = .standard
    ) throws(WireError) -> (ResponseHead, BodyFraming)? {
        nil
    }
}
