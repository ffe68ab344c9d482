// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A named way in which the provider misbehaves: once it is scripted to, or always at an issuer named after it.
///
/// - Shape: used as `ScriptedAnswer.Action.defect(name)` at the defect's endpoint, or by its own `issuerName`;
///   everything about the answer that the defect does not name stays right, so that a refusal has one possible reason.
/// - Source: the names follow the relying-party tests of the OpenID Foundation's conformance suite where it has one.
public struct IdentityDefect: Sendable {
    /// The name by which scenarios ask for it.
    public let name: String
    /// What is wrong, in one sentence.
    public let summary: String
    /// The rule that a relying party needs in order to notice, or the standard that defines the error.
    public let source: String
    /// The module of the OpenID Foundation's suite that plays the same; nil where the defect is our own.
    public let testModule: String?
    /// What a relying party owes the answer.
    public let duty: RelyingPartyDuty
    /// What it does to an answer.
    let effect: DefectEffect

    init(
        _ name: String, _ summary: String, source: String, testModule: String? = nil,
        duty: RelyingPartyDuty = .refuses, effect: DefectEffect
    ) {
        self.name = name
        self.summary = summary
        self.source = source
        self.testModule = testModule
        self.duty = duty
        self.effect = effect
    }

    /// The answer it changes.
    public var place: DefectPlace { effect.place }

    /// The path below the issuer at which the defect shows.
    public var path: String { place.endpoint.path }

    /// The issuer that always misbehaves in this way: `https://idp.localhost:PORT/defect-nonce-invalid`.
    public var issuerName: String { Self.issuerPrefix + name }

    /// The defect after which an issuer is named.
    static func named(byIssuer name: String) -> IdentityDefect? {
        guard name.hasPrefix(issuerPrefix) else { return nil }
        return DefectCatalogue.defect(named: String(name.dropFirst(issuerPrefix.count)))
    }

    private static let issuerPrefix = "defect-"
}
