// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How the playing of a scenario ended.
///
/// The player returns `passed`, `failed`, `skipped`, `setupFailed` or `harnessFailed`;
/// the rest is decided by Conformance, which knows the other scenarios and the known-failing list.
public enum Verdict: Sendable {
    /// Every claim held.
    case passed
    /// A claim did not hold.
    case failed(Failure)
    /// A claim of a scenario that is only recommended did not hold.
    case warned(Failure)
    /// A scenario it needs did not pass.
    case blocked(by: String)
    /// The target lacks features, or the stage cannot do what is asked.
    case skipped(missing: [String])
    /// The claim could not be put to the test: a step that only prepares did not work.
    case setupFailed(Failure)
    /// Our own fault.
    case harnessFailed(String)
    /// Failed as the known-failing list says.
    case knownFailing(reason: String)
    /// On the known-failing list, but it passed.
    case stale

    /// The word in reports: part of the public contract of `--report json`.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .warned: "warned"
        case .blocked: "blocked"
        case .skipped: "skipped"
        case .setupFailed: "setup-failed"
        case .harnessFailed: "harness-failed"
        case .knownFailing: "known-failing"
        case .stale: "stale"
        }
    }

    /// Every word, in the order of reports.
    public static let words = [
        "passed", "failed", "warned", "blocked", "skipped", "setup-failed", "harness-failed", "known-failing", "stale",
    ]

    /// The failure, where there is one.
    public var failure: Failure? {
        switch self {
        case .failed(let failure), .warned(let failure), .setupFailed(let failure): failure
        default: nil
        }
    }

    /// How the reason begins where a scenario was skipped because nobody looks at what it is about.
    public static let unobservable = "not observable here"

    /// True if the scenario was skipped because nobody looks at what it is about, and not for what the target lacks.
    public var isUnobservable: Bool {
        if case .skipped(let missing) = self { missing.contains { $0.hasPrefix(Self.unobservable) } } else { false }
    }

    /// One sentence on why, nil for `passed`.
    public var reason: String? {
        switch self {
        case .passed: nil
        case .failed(let failure), .warned(let failure), .setupFailed(let failure): failure.summary
        case .blocked(let id): "\(id) did not pass"
        case .skipped(let missing):
            isUnobservable ? missing.joined(separator: ", ") : "not offered: \(missing.joined(separator: ", "))"
        case .harnessFailed(let reason), .knownFailing(let reason): reason
        case .stale: "is on the known-failing list but passed"
        }
    }
}
