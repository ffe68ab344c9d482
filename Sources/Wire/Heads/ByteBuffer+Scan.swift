// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

extension ByteBuffer {
    /// Shows the readable bytes to a scanner and passes its typed error on, which NIO's own method cannot.
    func scan<Value>(_ body: (UnsafeRawBufferPointer) throws(WireError) -> Value) throws(WireError) -> Value {
        let result: Result<Value, WireError> = withUnsafeReadableBytes { bytes in
            do throws(WireError) {
                return .success(try body(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
