// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Room for 256 bits without an allocation.
///
/// Not `SIMD4<UInt64>`: its 32-byte alignment upsets the task allocator of Swift 6.3 when a value of it is captured by
/// an `async` closure ("freed pointer was not the last allocation"). Not `InlineArray`: too new for the platforms named.
struct FourWords: Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    subscript(index: Int) -> UInt64 {
        get {
            switch index {
            case 0: first
            case 1: second
            case 2: third
            default: fourth
            }
        }
        set {
            switch index {
            case 0: first = newValue
            case 1: second = newValue
            case 2: third = newValue
            default: fourth = newValue
            }
        }
    }
}
