// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The tenant answers to its own names only; a proxy that passes the browser's `Host` on is told `LOGIN-2`.
enum HostCheck {
    static func isOwn(_ call: TenantCall) -> Bool {
        let values = call.request.headers.all("Host")
        guard values.count == 1, let host = values.first else { return false }
        let name = String(Substring(host.utf8.prefix { $0 != UInt8(ascii: ":") }))
        return call.core.configuration.hosts.contains { $0 == name || $0.lowercased() == name.lowercased() }
    }
}
