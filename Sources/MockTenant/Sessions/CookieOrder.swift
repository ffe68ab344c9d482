// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Puts the `Set-Cookie` lines of one answer into the order that the switch asks for.
enum CookieOrder {
    static func arrange(_ lines: [String], core: TenantCore, as order: TenantSwitches.CookieOrder) -> [String] {
        switch order {
        case .documented: return lines
        case .shuffled: return core.shuffled(lines)
        case .csrfFirst: return lines.filter(isCSRF) + lines.filter { !isCSRF($0) }
        case .csrfLast: return lines.filter { !isCSRF($0) } + lines.filter(isCSRF)
        }
    }

    private static func isCSRF(_ line: String) -> Bool {
        line.hasPrefix(CookieNames.csrf)
    }
}
