// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Makes and checks CSRF tokens: a salt of 8 characters, `-`, and 27 characters of a keyed hash.
///
/// Any number of tokens is good for one secret, so several are valid for a session at the same time.
/// - Source: the layout of the npm package `csrf`, seen in recorded requests.
enum CSRFTokens {
    static func issue(secret: [UInt8], salt bytes: [UInt8]) -> String {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        let salt = String(decoding: bytes.prefix(8).map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
        return "\(salt)-\(hash(secret: secret, salt: salt))"
    }

    static func isValid(_ token: String, secret: [UInt8]) -> Bool {
        let characters = Array(token.utf8)
        guard characters.count == 36, characters[8] == UInt8(ascii: "-") else { return false }
        let salt = String(decoding: characters.prefix(8), as: UTF8.self)
        return token == "\(salt)-\(hash(secret: secret, salt: salt))"
    }

    private static func hash(secret: [UInt8], salt: String) -> String {
        Base64.encode(MAC.sha1(salt, key: secret), urlSafe: true, padded: false)
    }
}
