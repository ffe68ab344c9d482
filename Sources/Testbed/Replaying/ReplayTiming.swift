// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How long a replayed answer takes.
public enum ReplayTiming: Sendable, Hashable {
    /// No longer than it has to.
    case none
    /// As long as it took when it was recorded, times this factor.
    case scaled(Double)

    /// Reads `none`, `recorded`, or a factor such as `0.5`.
    public init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "recorded": self = .scaled(1)
        default:
            guard let factor = Double(text), factor.isFinite, factor >= 0 else { return nil }
            self = .scaled(factor)
        }
    }

    /// Waits as long as so many recorded microseconds take.
    func wait(_ microseconds: Int64) async throws {
        guard case .scaled(let factor) = self, factor > 0, microseconds > 0 else { return }
        // A recorded pause is meant to be felt on the wire.
        try await Task.sleep(for: .microseconds(Double(microseconds) * factor))
    }
}
