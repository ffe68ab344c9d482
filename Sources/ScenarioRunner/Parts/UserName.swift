// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// A key of an object that names a user: `of`, `to`, `from`; may be left out where there is one user only.
enum UserName {
    static func read(_ node: Node, key: String) throws(Diagnostic) -> Template? {
        for member in node.oneOrMore {
            guard case .map(let entries, _) = member, let entry = entries.first(where: { $0.key == key }) else {
                continue
            }
            return Template(try entry.value.string(), place: entry.value.place)
        }
        return nil
    }
}
