// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension RunRecord {
    /// True if the run ended and judged everything good.
    public var isGood: Bool { end?.outcome == RunReport.Outcome.good.word }

    /// The outcome of the whole run in a few words.
    public var headline: String {
        switch end?.outcome {
        case nil: "cut short"
        case RunReport.Outcome.good.word: "good"
        case RunReport.Outcome.ownFault.word: "our own fault"
        default: "judged bad"
        }
    }
}
