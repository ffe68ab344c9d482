// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Foundation
import Terminal

extension Console {
    /// Colours and a moving line only where somebody watches.
    static var style: TextStyle {
        let isWatched = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["CI"] == nil
        return isWatched ? .terminal : .plain
    }
}
