// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

/// Tells users apart by what they show: a label, a cookie that was set for them, or the subject of their token.
///
/// - Shape: who a user is never reaches the file: without a label they are `user 1`, `user 2`, in the order of their
///   first request.
struct UserLedger: Sendable {
    private let salt: String
    private var numbers: [String: Int] = [:]
    private var owners: [String: Int] = [:]
    private(set) var users: [User] = []

    /// What the file says of a user.
    struct User: Sendable {
        var label: String
        var fingerprint: String?
    }

    /// Begins with nobody; the salt goes into every fingerprint.
    init(salt: String) {
        self.salt = salt
    }

    /// The user of that label, of whom it is the first sight or not.
    mutating func user(labelled label: String) -> Int { number(of: "label:\(label)", label: label, fingerprint: nil) }

    /// The user whose token this is; nil where it names nobody.
    mutating func user(ofToken token: String) -> Int? {
        guard let subject = Self.subject(ofToken: token) else { return nil }
        return number(of: "subject:\(subject)", label: nil, fingerprint: Self.fingerprint(subject, salt: salt))
    }

    /// The user of a session that was there before the recording began.
    mutating func user(ofSession value: String) -> Int { number(of: "session:\(value)", label: nil, fingerprint: nil) }

    /// Whom a token names, nil where it names nobody.
    static func subject(ofToken token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(String(parts[1]), urlSafe: true) else { return nil }
        let claims: JSONValue
        do { claims = try JSONValue.parse(bytes) } catch { return nil }
        return claims["sub"]?.stringValue ?? claims["email"]?.stringValue
    }

    /// By what a subject is known again in one cassette, without telling it: the salt, and a hash of both.
    static func fingerprint(_ subject: String, salt: String) -> String {
        "\(salt).\(hexadecimal(SHA256.hash(data: Array("tenantless user \(salt) \(subject)".utf8)).prefix(8)))"
    }

    /// Whether a fingerprint is of that subject.
    static func isFingerprint(_ fingerprint: String, of subject: String) -> Bool {
        salt(of: fingerprint).map { fingerprint == Self.fingerprint(subject, salt: $0) } ?? false
    }

    /// The salt of a fingerprint, nil for what is none.
    static func salt(of fingerprint: String) -> String? {
        fingerprint.firstIndex(of: ".").map { String(fingerprint[..<$0]) }
    }

    /// A salt for a cassette that has none yet.
    static func newSalt() -> String { hexadecimal((0..<8).map { _ in UInt8.random(in: .min ... .max) }) }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The user for whom this cookie value was set.
    func user(ofCookie value: String) -> Int? { owners[value] }

    /// Remembers for whom a cookie was set.
    mutating func own(cookie value: String, by user: Int?) {
        if let user, value.utf8.count >= RedactionRules.shortestSecret { owners[value] = user }
    }

    private mutating func number(of key: String, label: String?, fingerprint: String?) -> Int {
        if let number = numbers[key] { return number }
        users.append(User(label: label ?? "user \(users.count + 1)", fingerprint: fingerprint))
        numbers[key] = users.count
        return users.count
    }
}
