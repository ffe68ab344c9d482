// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Shows the requirements by area, each with its level and its verdict.
struct RequirementTables {
    let requirements: [RequirementRecord]

    /// A heading and a table for each area.
    var markup: Markup {
        let areas: [Markup] = Self.groups(requirements).map { area($0.name, $0.members) }
        return "<section class=\"requirements\" id=\"requirements\"><h2>Requirements</h2>\n\(areas)</section>\n"
    }

    /// The requirements of each area, in the order of the catalogue.
    static func groups(_ requirements: [RequirementRecord]) -> [(name: String, members: [RequirementRecord])] {
        var groups: [(name: String, members: [RequirementRecord])] = []
        for requirement in requirements {
            if let index = groups.firstIndex(where: { $0.name == requirement.group }) {
                groups[index].members.append(requirement)
            } else {
                groups.append((requirement.group, [requirement]))
            }
        }
        return groups
    }

    private func area(_ name: String, _ members: [RequirementRecord]) -> Markup {
        var counts: [(String, Int)] = []
        for word in RequirementCount.words {
            let count = members.count { $0.verdict == word }
            if count > 0 { counts.append((word, count)) }
        }
        let chips: [Markup] = counts.map { "<span class=\"count \(Tone.of($0))\">\($1) \($0)</span>" }
        let isQuiet = members.allSatisfy { ["passed", RequirementCount.untested].contains($0.verdict) }
        return """
            <details class="area"\(Markup(trusted: isQuiet ? "" : " open"))><summary><h3>\(name)</h3>\(chips)</summary>
            <table><thead><tr><th>Id</th><th>Level</th><th>Verdict</th><th>Requirement</th></tr></thead>
            <tbody>\(members.map(row))</tbody></table></details>

            """
    }

    private func row(_ requirement: RequirementRecord) -> Markup {
        let scenarios: [Markup] = requirement.scenarios.map { "<a href=\"#\($0.asAnchor)\">\($0)</a> " }
        let saboteurs: Markup? =
            requirement.saboteurs.isEmpty
            ? nil : "<span class=\"saboteurs\">saboteurs: \(requirement.saboteurs.joined(separator: ", "))</span>"
        return """
            <tr id="\(requirement.id)" data-verdict="\(requirement.verdict)" data-level="\(requirement.level)">\
            <th scope="row">\(requirement.id)</th><td class="level">\(requirement.level)</td>\
            <td><span class="chip \(Tone.of(requirement.verdict))">\(requirement.verdict)</span></td>\
            <td><p>\(requirement.statement)</p><p class="links"><cite>\(requirement.source)</cite> \(scenarios)\(saboteurs)</p>\
            </td></tr>

            """
    }
}
