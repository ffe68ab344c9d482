// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// Where an octet stands first, at a position or behind it; the C library looks at many octets in one step.
    public func firstIndex(of octet: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress else { return nil }
        return memchr(base + start, Int32(octet), count - start).map { UnsafeRawPointer($0) - base }
    }
}
