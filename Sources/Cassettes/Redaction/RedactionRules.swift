// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What counts as a secret, beside what is one anyhow: cookies, `Authorization`, CSRF tokens and JSON Web Tokens.
public struct RedactionRules: Sendable {
    /// Texts that are secret wherever they stand, such as a key that somebody configured.
    public var literals: [String]
    /// Regular expressions; what they match is secret, or their first group where they have one.
    public var patterns: [String]
    /// Whether e-mail addresses are secret.
    public var emails: Bool
    /// The names of cookies that are not secret.
    public var openCookies: Set<String>
    /// The names of header fields, in lower case, whose whole value is secret.
    public var headers: Set<String>
    /// The names of query parameters, form fields and JSON members whose value is secret.
    public var parameters: Set<String>

    /// Rules with these additions to the standard ones.
    public init(
        literals: [String] = [], patterns: [String] = [], emails: Bool = false, openCookies: Set<String> = [],
        headers: Set<String> = [], parameters: Set<String> = []
    ) {
        self.literals = literals
        self.patterns = patterns
        self.emails = emails
        self.openCookies = openCookies
        self.headers = Self.standardHeaders.union(headers)
        self.parameters = Self.standardParameters.union(parameters)
    }

    /// The standard rules.
    public static let standard = RedactionRules()

    /// What a socket's handshake carries is used up with it (RFC 6455 §1.3), so it stays.
    private static let standardHeaders = Redaction.secretHeaders.subtracting([
        "sec-websocket-key", "sec-websocket-accept",
    ])
    private static let standardParameters = Redaction.secretParameters.union([
        "csrfToken", "csrf_token", "csrf-token", "_csrf", "password", "client_assertion", "api_key", "apiKey",
    ])

    /// The shortest text that is sought wherever it may stand; a shorter secret is only taken from its own field.
    static let shortestSecret = 8

    /// Whether a value looks like a secret and not like a word or a setting.
    ///
    /// - Shape: at least 16 bytes without a blank, or eight with letters and digits.
    static func looksSecret(_ value: String) -> Bool {
        var letters = 0
        var digits = 0
        for octet in value.utf8 {
            switch octet {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A: letters += 1
            case 0...0x20: return false
            default: break
            }
        }
        let count = value.utf8.count
        return count >= shortestSecret && (count >= 16 || (letters > 0 && digits > 0))
    }
}
