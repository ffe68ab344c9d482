// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A checked scenario: who takes part, what they do, and what must then be true.
public struct Scenario: Sendable, Hashable, Identifiable {
    /// How much weight its verdict has.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A failure fails the run.
        case required
        /// A failure is a warning, unless the run is strict.
        case recommended
        /// Only reported: the outcome is a fact about the proxy, not a fault.
        case observed
    }

    /// `area/claim-in-kebab-case`, stable for ever.
    public let id: String
    /// The claim in one sentence.
    public let title: String
    /// The requirements it tests.
    public let covers: [String]
    /// The weight of its verdict.
    public let kind: Kind
    /// Why a failure would matter.
    public let why: String?
    /// Scenarios without which this one proves nothing.
    public let needs: [String]
    /// What the target must offer: optional features, and the limits and lifetimes that the scenario mentions.
    public let features: [String]
    /// How the stage is set up: the `stage:` map.
    public let settings: [Node.Entry]
    /// Who takes part; crowds are already spread out.
    public let users: [UserDeclaration]
    /// What happens.
    public let steps: [Step]
    /// Where it stands.
    public let place: SourcePlace
    /// Where `covers` stands.
    public let coversPlace: SourcePlace
    /// Where `needs` stands.
    public let needsPlace: SourcePlace

    /// Makes a scenario.
    public init(
        id: String, title: String, covers: [String] = [], kind: Kind = .required, why: String? = nil,
        needs: [String] = [], features: [String] = [], settings: [Node.Entry] = [], users: [UserDeclaration] = [],
        steps: [Step] = [], place: SourcePlace, coversPlace: SourcePlace? = nil, needsPlace: SourcePlace? = nil
    ) {
        self.id = id
        self.title = title
        self.covers = covers
        self.kind = kind
        self.why = why
        self.needs = needs
        self.features = features
        self.settings = settings
        self.users = users
        self.steps = steps
        self.place = place
        self.coversPlace = coversPlace ?? place
        self.needsPlace = needsPlace ?? place
    }

    /// The value of one key of the `stage:` map.
    public func setting(_ key: String) -> Node? {
        settings.first { $0.key == key }?.value
    }

    /// The declared user of this name; a second browser (`ana/2`) belongs to the same user.
    public func user(_ browser: String) -> UserDeclaration? {
        let name = browser.prefix { $0 != "/" }
        return users.first { $0.name == name }
    }
}
