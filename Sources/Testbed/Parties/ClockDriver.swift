// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Transport

/// The clock of a stage whose proxy shares our `ManualClock`: it jumps, nobody waits.
struct SharedClockDriver: StageClock {
    let clock: ManualClock

    var now: Int64 { clock.timeSource.now() }

    func advance(by duration: Duration) async throws { clock.advance(by: duration) }
}

/// The clock of a stage whose proxy is another process: time passes as it does, within reason.
struct RealClockDriver: StageClock {
    /// The longest wait that a scenario may ask of a real clock; session lifetimes of three seconds fit in it.
    static let limit = Duration.seconds(6)

    var now: Int64 { TimeSource.system.now() }

    func advance(by duration: Duration) async throws {
        guard duration <= RealClockDriver.limit else {
            throw StageProblem(
                .unsupported, "the proxy's clock cannot be moved, and \(duration) is too long to wait for")
        }
        try await ContinuousClock().sleep(for: duration)
    }
}
