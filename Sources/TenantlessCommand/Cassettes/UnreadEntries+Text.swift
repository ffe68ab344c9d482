// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes

extension UnreadEntries {
    /// What was recorded and not asked for, a line each; empty where all was.
    var text: String {
        guard !isEmpty else { return "" }
        let rest = count - exchanges.count
        let more = rest > 0 ? ["  and \(rest) more exchanges"] : []
        let lines = exchanges.map { "  \($0)" } + more + messages.map { "  \($0)" }
        return (["recorded, but not asked for:"] + lines).joined(separator: "\n") + "\n"
    }
}
