// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

extension ByteBuffer {
    /// Takes out all readable bytes.
    mutating func takeAll() -> ByteBuffer {
        readSlice(length: readableBytes) ?? ByteBuffer()
    }
}
