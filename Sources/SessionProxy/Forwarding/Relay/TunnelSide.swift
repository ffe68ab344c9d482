// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The two ends of a tunnel.
enum TunnelSide {
    case browser, tenant

    var other: TunnelSide { self == .browser ? .tenant : .browser }
}
