// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The header fields in which secrets stand.
enum SecretField {
    case cookie
    case setCookie
    case authorization
    case location
    /// The whole value is a secret.
    case value

    /// The kind of a field, nil for one that holds no secret of its own.
    init?(_ name: String, _ rules: RedactionRules) {
        switch name.lowercased() {
        case "cookie": self = .cookie
        case "set-cookie": self = .setCookie
        case "authorization", "proxy-authorization": self = .authorization
        case "location", "referer", "content-location": self = .location
        case let name where rules.headers.contains(name): self = .value
        default: return nil
        }
    }
}
