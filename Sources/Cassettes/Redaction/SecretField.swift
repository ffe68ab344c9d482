// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a header field is in which secrets stand.
enum SecretField {
    case cookie
    case setCookie
    case authorization
    case location
    /// The whole value is a secret.
    case value
}

/// The header fields in which secrets stand, by their names.
///
/// - Shape: the first letter and the length tell nearly all other names from these, before a name is looked up.
struct SecretFields: Sendable {
    private var kinds: [String: SecretField] = [:]
    /// For each first letter, as its last five bits, which lengths the names have that begin with it.
    private var lengths = [UInt64](repeating: 0, count: 32)

    /// The standard fields, and those whose whole value is secret by these rules.
    init(_ rules: RedactionRules) {
        add(rules.headers, .value)
        add(["cookie"], .cookie)
        add(["set-cookie"], .setCookie)
        add(["authorization", "proxy-authorization"], .authorization)
        add(["location", "referer", "content-location"], .location)
    }

    /// The kind of a field; nil for one that holds no secret of its own.
    func kind(of name: String) -> SecretField? {
        guard let first = name.utf8.first, lengths[Int(first & 31)] &>> Self.bit(name) & 1 == 1 else { return nil }
        return kinds[name.lowercased()]
    }

    private mutating func add(_ names: Set<String>, _ kind: SecretField) {
        for name in names {
            guard let first = name.utf8.first else { continue }
            kinds[name] = kind
            lengths[Int(first & 31)] |= 1 << Self.bit(name)
        }
    }

    private static func bit(_ name: String) -> UInt64 { UInt64(min(name.utf8.count, 63)) }
}
