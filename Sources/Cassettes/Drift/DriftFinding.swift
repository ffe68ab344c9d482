// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How much a difference matters.
public enum DriftSeverity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Something is new; nobody who worked before is hurt.
    case info
    /// Something is gone, or may be empty now; somebody may be hurt.
    case warning
    /// Something has become something else.
    case error

    /// Whether the left one matters less.
    public static func < (left: DriftSeverity, right: DriftSeverity) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// One difference between what was recorded and what is now.
public struct DriftFinding: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public var severity: DriftSeverity
    /// The request, such as `GET /api/v1/items`.
    public var request: String
    /// Where in its answer, such as `body/data/[]/id` or `cookie/eas.sid/SameSite`.
    public var place: String
    /// What was recorded; empty where there was nothing.
    public var before: String
    /// What is there now; empty where there is nothing.
    public var after: String

    /// Makes a finding.
    public init(severity: DriftSeverity, request: String, place: String, before: String, after: String) {
        self.severity = severity
        self.request = request
        self.place = place
        self.before = before
        self.after = after
    }

    /// One line.
    public var description: String {
        let change = before.isEmpty ? "new: \(after)" : after.isEmpty ? "gone: \(before)" : "\(before) → \(after)"
        return "\(severity.rawValue): \(request): \(place): \(change)"
    }
}
