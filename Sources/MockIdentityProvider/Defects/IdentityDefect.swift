// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A named way in which the provider misbehaves once it is scripted to.
///
/// - Shape: used as `ScriptedAnswer.Action.defect(name)` at the defect's endpoint; everything about the answer that
///   the defect does not name stays right, so that a refusal has one possible reason.
/// - Source: the names follow the relying-party tests of the OpenID Foundation's conformance suite where it has one.
public struct IdentityDefect: Sendable {
    /// The name by which scenarios ask for it.
    public let name: String
    /// What is wrong, in one sentence.
    public let summary: String
    /// The rule that a relying party needs in order to notice, or the standard that defines the error.
    public let source: String
    /// The equivalent module of the OpenID Foundation's suite, where there is one.
    public let testModule: String?
    /// What it does to an answer.
    let effect: DefectEffect

    init(_ name: String, _ summary: String, source: String, testModule: String? = nil, effect: DefectEffect) {
        self.name = name
        self.summary = summary
        self.source = source
        self.testModule = testModule
        self.effect = effect
    }

    /// The path below the issuer at which the defect shows; nil for logout tokens, which the harness sends.
    public var path: String? { effect.endpoint?.path }
}
