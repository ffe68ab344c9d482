// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Signs cookies as `name=value` with HMAC-SHA-512, the scheme of the Node packages `cookies` and `keygrip`.
struct CookieSigner: Sendable {
    let key: [UInt8]

    func sign(_ name: String, _ value: String) -> SignedCookie {
        SignedCookie(name: name, value: value, signature: signature(name: name, value: value))
    }

    func signature(name: String, value: String) -> String {
        Base64.encode(MAC.sha512("\(name)=\(value)", key: key), urlSafe: true, padded: false)
    }

    func isValid(_ signature: String, name: String, value: String) -> Bool {
        let expected = Array(self.signature(name: name, value: value).utf8)
        let given = Array(signature.utf8)
        guard expected.count == given.count else { return false }
        return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
