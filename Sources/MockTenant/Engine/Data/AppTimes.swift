// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The moments that stand in app layouts; invented.
enum AppTimes {
    /// The moment in milliseconds, or an invented one where none is given.
    static func lastReload(_ moment: Int64? = nil) -> JSONValue {
        .string(moment.map { TenantDate(milliseconds: $0).internetDate } ?? "2026-01-05T06:30:00.000Z")
    }
}
