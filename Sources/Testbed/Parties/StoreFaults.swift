// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import SessionProxy
import Synchronization

/// The switchboard of a session store that a scenario may break.
public final class StoreFaults: Sendable {
    /// What the store does instead of working.
    enum Fault: Sendable, Equatable {
        /// Every call fails, as with a store that cannot be reached, is busy, full or read-only.
        case refuse
        /// Every call takes this much longer.
        case slow(Duration)
        /// Loading gives bytes that nobody sealed.
        case garbage

        init?(name: String, parameters: [String: StageFaultParameter]) {
            switch name {
            case "refuse", "busy", "full", "read-only": self = .refuse
            case "garbage": self = .garbage
            case "slow":
                guard case .duration(let time)? = parameters["by"] else { return nil }
                self = .slow(time)
            default: return nil
            }
        }
    }

    private let current = Mutex<Fault?>(nil)

    var fault: Fault? { current.withLock { $0 } }

    func set(_ fault: Fault?) { current.withLock { $0 = fault } }
}
