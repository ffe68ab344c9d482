// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// The monotonic clock of the witness, in nanoseconds; no expiry goes by it.
enum MonotonicTime {
    static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }
}
