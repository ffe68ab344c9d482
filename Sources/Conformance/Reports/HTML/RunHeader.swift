// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The head of a page: the verdict, the counts, and what was run.
struct RunHeader {
    let record: RunRecord

    init(_ record: RunRecord) {
        self.record = record
    }

    /// The head.
    var markup: Markup {
        let seconds = record.end.map { fact("took", $0.seconds.secondsText) }
        let time = record.start.time.isEmpty ? nil : fact("began", record.start.time)
        return """
            <header class="\(record.isGood ? "good" : "bad")">
            <p class="brand">Tenantless</p>
            <h1><span class="verdict">\(record.headline)</span> \(record.start.target)</h1>
            <p class="summary">\(summary)</p>
            <div class="bars">\(bar("scenarios", counts))\(bar("requirements", requirementCounts))\(saboteurs)</div>
            <dl class="run">\(fact("target", record.start.target))\(fact("seed", "\(record.start.seed)"))\(seconds)\(time)\
            \(strict)</dl>
            </header>

            """
    }

    private var strict: Markup? {
        record.start.strict ? fact("strict", "warnings count as failures") : nil
    }

    private func fact(_ name: String, _ value: String) -> Markup {
        "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }

    private var summary: String {
        if record.end == nil { return "The run was cut short; this is what it had come to." }
        let requirements = record.requirements
        let unjudged = ["passed", "skipped", "blocked", RequirementCount.untested]
        let unmet = requirements.filter { !unjudged.contains($0.verdict) }
        let met = requirements.count { $0.verdict == "passed" }
        let blocked = requirements.count { $0.verdict == "blocked" }
        let parts = [
            "\(met) of \(requirements.count) requirements are met",
            unmet.isEmpty ? nil : "not met: \(unmet.map(\.id).joined(separator: ", "))",
            blocked == 0 ? nil : "\(blocked) were not judged, because what they need failed",
        ]
        let untested = requirements.count { $0.verdict == RequirementCount.untested }
        let rest = untested > 0 ? "; \(untested) were not tested in this run." : "."
        return parts.compactMap { $0 }.joined(separator: "; ") + rest
    }

    private var counts: [(String, Int)] {
        let words = RequirementCount.words.filter { record.counts[$0] != nil }
        return words.map { ($0, record.counts[$0] ?? 0) }
    }

    private var requirementCounts: [(String, Int)] {
        RequirementCount.words.map { word in (word, record.requirements.count { $0.verdict == word }) }
            .filter { $0.1 > 0 }
    }

    private var saboteurs: Markup? {
        guard !record.saboteurs.isEmpty else { return nil }
        let counts = SaboteurJudgement.Verdict.allCases.map { verdict in
            (verdict.rawValue, record.saboteurs.count { $0.verdict == verdict.rawValue })
        }
        return bar("saboteurs", counts.filter { $0.1 > 0 })
    }

    /// How many there are of each verdict, as a line of stretches and in words.
    private func bar(_ name: String, _ counts: [(String, Int)]) -> Markup {
        let total = max(1, counts.reduce(0) { $0 + $1.1 })
        var start = 0
        var stretches: [Markup] = []
        for (word, count) in counts {
            stretches.append(
                """
                <rect class="\(Tone.of(word))" x="\(percent(start, total))" width="\(percent(count, total))" height="8"/>
                """)
            start += count
        }
        let words: [Markup] = counts.map { "<span class=\"count \(Tone.of($0))\">\($1) \($0)</span>" }
        return """
            <div class="bar"><span class="name">\(name)</span><svg height="8" role="presentation">\(stretches)</svg>\
            <span class="counts">\(words)</span></div>

            """
    }

    private func percent(_ part: Int, _ total: Int) -> String {
        let tenths = part * 1000 / total
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
