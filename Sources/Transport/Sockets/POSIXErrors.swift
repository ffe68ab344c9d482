// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few error numbers that connections tell apart.
enum POSIXErrors {
    static let connectionReset = ECONNRESET
}
