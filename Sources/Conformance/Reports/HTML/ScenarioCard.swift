// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// Shows one scenario: what it claims, how it ended, and the evidence.
struct ScenarioCard {
    /// The scenario with what came of it.
    let scenario: ScenarioRecord
    /// The command that plays it again.
    let again: String
    /// The requirements of the run.
    let requirements: [RequirementRecord]
    /// True to show it unfolded.
    var isOpen = false
    /// The anchor: the scenario's id, with the saboteur's name where it was played on a sabotaged proxy.
    let anchor: String

    private var plan: ScenarioPlan { scenario.plan }
    private var text: CanaryText { CanaryText(owners: scenario.users) }

    /// The card.
    var markup: Markup {
        let word = scenario.word
        let seconds: Markup? = scenario.end.map { "<span class=\"time\">\($0.seconds.secondsText)</span>" }
        return """
            <details class="scenario \(Tone.of(word))" id="\(anchor)"\(Markup(trusted: isOpen ? " open" : "")) data-verdict="\(word)" \
            data-area="\(plan.area)" data-level="\(levels)" data-covers="\(plan.covers.joined(separator: " "))">
            <summary><span class="chip \(Tone.of(word))">\(word)</span><span class="claim">\(plan.title)\
            <code class="id">\(plan.id)</code></span>\(seconds)</summary>
            <div class="body">\(evidence)\(reason)\(norms)\(facts)\(diagram)\(exchanges)</div>
            </details>

            """
    }

    /// `MUST`, `SHOULD` or both, as its requirements are.
    private var levels: String {
        let levels = requirements.filter { plan.covers.contains($0.id) }.map(\.level)
        return Set(levels).sorted().joined(separator: " ")
    }

    private var evidence: Markup? {
        guard let failure = scenario.end?.failure else { return nil }
        let expected: [Markup] = failure.expected.map { "<dt>expected</dt><dd>\(text.markup($0))</dd>" }
        let seen: [Markup] = failure.seen.map {
            "<dt>seen by \($0.side)</dt><dd class=\"seen\">\(text.markup($0.text))</dd>"
        }
        let link: Markup? = !scenario.messages.isEmpty ? " <a href=\"#\(faultAnchor)\">in the diagram</a>" : nil
        return """
            <div class="evidence"><p class="where">\(failure.step.isEmpty ? "failed" : failure.step)\(link)</p>
            <dl class="facts">\(expected)\(seen)<dt>at</dt><dd><code>\(failure.file):\(failure.line)</code></dd></dl></div>

            """
    }

    private var faultAnchor: String { anchor + "-fault" }

    private var reason: Markup? {
        guard scenario.end?.failure == nil, scenario.word != "passed" else { return nil }
        return "<p class=\"reason\">\(text.markup(scenario.end?.reason ?? "The run was cut short."))</p>\n"
    }

    private var norms: Markup? {
        let own = requirements.filter { plan.covers.contains($0.id) }
        guard !own.isEmpty else { return nil }
        let items: [Markup] = own.map {
            """
            <li><a href="#\($0.id)">\($0.id)</a> <span class="level">\($0.level)</span> \($0.statement) \
            <cite>\($0.source)</cite></li>

            """
        }
        return "<ul class=\"norms\">\(items)</ul>\n"
    }

    private var facts: Markup {
        let why: Markup? = plan.why.map { "<dt>why</dt><dd>\($0)</dd>" }
        let file: Markup? = plan.file.isEmpty ? nil : "<dt>file</dt><dd><code>\(plan.file):\(plan.line)</code></dd>"
        return "<dl class=\"facts\">\(why)\(file)<dt>again</dt><dd><code class=\"command\">\(again)</code></dd></dl>\n"
    }

    /// The diagram, or where nothing is known of messages, the steps alone.
    private var diagram: Markup? {
        if let diagram = SequenceDiagram(scenario, text: text, faultAnchor: faultAnchor).markup { return diagram }
        guard !plan.steps.isEmpty else { return nil }
        let steps: [Markup] = plan.steps.map { step in
            let state = step.label == scenario.failedStep ? "failed" : "plain"
            return
                "<li class=\"step \(state)\"><span class=\"number\">\(step.label)</span><code>\(step.text)</code></li>\n"
        }
        return "<ol class=\"steps\">\(steps)</ol>\n"
    }

    private var exchanges: Markup? {
        guard let exchanges = scenario.end?.failure?.exchanges, !exchanges.isEmpty else { return nil }
        let texts: [Markup] = exchanges.map { "<pre>\(text.markup($0))</pre>\n" }
        let which = exchanges.count == 1 ? "exchange" : "\(exchanges.count) exchanges"
        return """
            <details class="exchanges"><summary>The \(which) that led there, with every header</summary>
            \(texts)</details>

            """
    }
}

extension ScenarioRecord {
    /// The users of whom messages or evidence speak, in the order in which they appear.
    fileprivate var users: [String] {
        var users: [String] = []
        let parties: Set<Substring> = ["proxy", "tenant", "identity provider"]
        for party in messages.flatMap({ [$0.from, $0.to] }) {
            let user = party.prefix { $0 != "/" }
            if !parties.contains(user), !users.contains(String(user)) { users.append(String(user)) }
        }
        return users
    }
}

/// The class under which a verdict is shown.
enum Tone {
    /// `good`, `bad`, `doubt` or `quiet`.
    static func of(_ word: String) -> String {
        switch TextStyle.tone(of: word) {
        case .good, .strong: "good"
        case .bad: "bad"
        case .doubtful: "doubt"
        case .quiet: "quiet"
        }
    }
}
