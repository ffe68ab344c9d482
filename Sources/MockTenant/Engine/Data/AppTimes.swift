// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The moments that stand in app layouts; invented.
enum AppTimes {
    static let lastReload: JSONValue = "2026-01-05T06:30:00.000Z"
}
