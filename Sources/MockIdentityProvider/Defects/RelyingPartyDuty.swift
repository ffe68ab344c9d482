// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a relying party owes an answer that a defect has changed.
public enum RelyingPartyDuty: String, Sendable, Hashable, CaseIterable {
    /// It must not sign anybody in, refresh a session, or end one, because of this answer.
    case refuses
    /// The answer is unusual and right: refusing it is the relying party's fault.
    case accepts
    /// The standards leave the choice to it.
    case chooses
}
