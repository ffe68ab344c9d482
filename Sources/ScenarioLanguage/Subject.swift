// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Who acts or is asserted about in a step: the first word of its sentence.
public enum Subject: Sendable, Hashable, CustomStringConvertible {
    /// A declared user; `ana/2` is ana's second browser.
    case user(String)
    /// The party of this kind.
    case party(SubjectKind)

    /// Which verbs the subject may take.
    public var kind: SubjectKind {
        switch self {
        case .user: .user
        case .party(let kind): kind
        }
    }

    /// The word in the scenario file.
    public var description: String {
        switch self {
        case .user(let name): name
        case .party(let kind): kind.rawValue
        }
    }
}

/// The kinds of subject; the raw value is the word of the language.
public enum SubjectKind: String, Sendable, Hashable, CaseIterable {
    /// A declared user's browser.
    case user
    /// All declared users, one after the other; at once inside `together`.
    case everyone
    /// Nobody at all: the claims that something did not happen.
    case nobody
    /// The mock tenant.
    case tenant
    /// The mock identity provider.
    case identityProvider = "idp"
    /// The proxy's session store.
    case store
    /// The wires between the parties.
    case link
    /// The clock that proxy, tenant and identity provider share.
    case clock
    /// What the proxy logged.
    case log
    /// The proxy as a process.
    case proxy
}
