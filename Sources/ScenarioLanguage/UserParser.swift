// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads one entry of `users:`: a user, or with `count` a crowd of them.
enum UserParser {
    static let keys = ["email", "claims", "count"]
    /// Words that stand for somebody already.
    static let reserved = SubjectKind.allCases.map(\.rawValue) + ["together", "self", "bystander", "kept", "apps"]

    static func users(_ entry: Node.Entry) throws(Diagnostic) -> [UserDeclaration] {
        guard ScenarioParser.isKebabCase(entry.key[...]), entry.key.first?.isLetter == true else {
            throw Diagnostic(entry.keyPlace, "a user's name is lower-case letters, digits and hyphens")
        }
        guard !reserved.contains(entry.key) else {
            throw Diagnostic(entry.keyPlace, "\"\(entry.key)\" cannot be a user's name")
        }
        if entry.value.isNothing { return [UserDeclaration(name: entry.key)] }
        let map = try entry.value.asMap(keys)
        let claims = try map["claims"]?.asMap().entries ?? []
        guard let count = map["count"] else {
            return [UserDeclaration(name: entry.key, email: try map["email"]?.string(), claims: claims)]
        }
        if let email = map["email"] { throw Diagnostic(email.place, "the users of a crowd have e-mails of their own") }
        let number = try count.count()
        return (0..<number).map {
            UserDeclaration(name: "\(entry.key)-\($0 + 1)", claims: claims, crowd: entry.key)
        }
    }
}
