// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Named faults that a scripted answer can put on the tenant's real one.
///
/// | Name | What is wrong |
/// |---|---|
/// | `without-cookies` | no `Set-Cookie` line at all |
/// | `without-session-cookie` | no `eas.sid` and no `eas.sid.sig` |
/// | `empty-session-cookie` | `eas.sid` has an empty value |
/// | `without-csrf-token` | no `qlik-csrf-token` header and no `_csrfToken` cookie |
enum AnswerDefects {
    static let names = ["without-cookies", "without-session-cookie", "empty-session-cookie", "without-csrf-token"]

    static func apply(_ name: String, to answer: inout TenantAnswer) {
        switch name {
        case "without-cookies": answer.headers.removeAll("Set-Cookie")
        case "without-session-cookie": drop(CookieNames.session, from: &answer)
        case "without-csrf-token":
            drop(CookieNames.csrf, from: &answer)
            answer.headers.removeAll(HeaderNames.csrf)
        case "empty-session-cookie":
            drop(CookieNames.session, from: &answer)
            answer.headers.append("Set-Cookie", "\(CookieNames.session)=; Path=/; Secure; HttpOnly; SameSite=None")
        default: break
        }
    }

    /// Takes out a cookie and its signature.
    private static func drop(_ name: String, from answer: inout TenantAnswer) {
        let lines = answer.headers.all("Set-Cookie").filter {
            !$0.hasPrefix("\(name)=") && !$0.hasPrefix("\(CookieNames.signature(of: name))=")
        }
        answer.headers.removeAll("Set-Cookie")
        for line in lines { answer.headers.append("Set-Cookie", line) }
    }
}
