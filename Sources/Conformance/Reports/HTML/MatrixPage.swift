// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Shows several runs beside each other.
struct MatrixPage {
    private let matrix: RunMatrix

    init(_ matrix: RunMatrix) {
        self.matrix = matrix
    }

    /// The document as text.
    func text() -> String {
        let faults: [Markup] = zip(matrix.records, matrix.names).enumerated().map { index, run in
            section(run.0, name: run.1, number: index + 1)
        }
        let body: Markup = """
            <header class="good"><p class="brand">Tenantless</p><h1>\(matrix.records.count) runs</h1>
            <p class="summary">\(summary)</p></header>
            \(FilterForm(verdicts: words, areas: []).markup)<main>
            <section>\(table)</section>
            \(faults)</main>

            """
        return HTMLPage(title: "\(matrix.names.joined(separator: ", ")) · Tenantless", body: body).text()
    }

    private var summary: String {
        let differing = matrix.rows.filter(\.differs).map(\.requirement.id)
        return differing.isEmpty
            ? "The runs agree on every requirement that more than one of them has tested."
            : "The runs differ on \(differing.count) of \(matrix.rows.count) requirements: \(differing.joined(separator: ", "))."
    }

    private var words: [String] {
        RequirementCount.words.filter { word in matrix.rows.contains { $0.verdicts.contains(word) } }
    }

    private var table: Markup {
        let heads: [Markup] = zip(matrix.records, matrix.names).map { record, name in
            let met = record.requirements.count { $0.verdict == "passed" }
            return "<th scope=\"col\">\(name)<br><span class=\"count\">\(met) passed</span></th>"
        }
        let groups: [Markup] = RequirementTables.groups(matrix.rows.map(\.requirement)).map { group in
            let ids = Set(group.members.map(\.id))
            let rows: [Markup] = matrix.rows.filter { ids.contains($0.requirement.id) }.map(row)
            return
                "<tbody><tr class=\"group\"><th scope=\"colgroup\" colspan=\"\(3 + heads.count)\">\(group.name)</th></tr>\(rows)</tbody>\n"
        }
        return """
            <div class="matrix"><table><thead><tr><th>Id</th><th>Level</th><th>Requirement</th>\(heads)</tr></thead>
            \(groups)</table></div>

            """
    }

    private func row(_ row: RunMatrix.Row) -> Markup {
        let cells: [Markup] = row.verdicts.map { "<td><span class=\"chip \(Tone.of($0))\">\($0)</span></td>" }
        let differs: Markup? = row.differs ? " class=\"differs\"" : nil
        return """
            <tr id="\(row.requirement.id)"\(differs) data-verdict="\(row.verdicts.joined(separator: " "))" \
            data-level="\(row.requirement.level)"><th scope="row">\(row.requirement.id)</th>\
            <td class="level">\(row.requirement.level)</td><td class="statement">\(row.requirement.statement)</td>\(cells)</tr>

            """
    }

    private func section(_ record: RunRecord, name: String, number: Int) -> Markup {
        let cards: [Markup] = record.scenarios.filter(\.needsALook).map { scenario in
            ScenarioCard(
                scenario: scenario, again: record.rerun.line(for: scenario.plan.id),
                requirements: record.requirements, anchor: "run \(number) \(scenario.plan.id)".asAnchor
            ).markup
        }
        let calm: Markup? = cards.isEmpty ? "<p>Nothing went wrong.</p>\n" : nil
        return """
            <section class="group"><h2>\(name): \(record.headline), seed \(record.start.seed)</h2>
            \(calm)\(cards)</section>

            """
    }
}
