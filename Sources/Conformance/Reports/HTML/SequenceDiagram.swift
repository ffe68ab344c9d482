// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// Draws who sent what to whom, step by step, with the step and the message at fault in red.
///
/// Each message is a row: a text that wraps as wide as the page is, and an arrow whose ends are given in hundredths of
/// the width, so that the same diagram is read on a desk, a phone and on paper.
struct SequenceDiagram {
    let scenario: ScenarioRecord
    let text: CanaryText
    /// The anchor of the step at fault.
    let faultAnchor: String
    private let lanes: Lanes

    init(_ scenario: ScenarioRecord, text: CanaryText, faultAnchor: String) {
        self.scenario = scenario
        self.faultAnchor = faultAnchor
        self.text = text
        let subjects = scenario.plan.steps.compactMap { $0.text.split(separator: " ").first.map(String.init) }
        let seen = scenario.end?.failure?.seen.map(\.side) ?? []
        lanes = Lanes(scenario.messages, mentioned: Set(subjects + seen))
    }

    /// The diagram; nothing if no message is known.
    var markup: Markup? {
        guard !scenario.messages.isEmpty else { return nil }
        return """
            <figure class="diagram lanes-\(lanes.names.count)" aria-label="sequence diagram">
            <div class="lanes" aria-hidden="true">\(lanes.names.map(head))</div>
            <div class="course">\(lifelines)<ol>\(rows)</ol></div>
            \(omission)</figure>

            """
    }

    private func head(_ name: String) -> Markup {
        "<span class=\"lane \(text.colour(of: name))\">\(name)</span>"
    }

    private var lifelines: Markup {
        let lines: [Markup] = lanes.names.indices.map { index in
            let x = lanes.middle(index)
            return "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"100%\"/>"
        }
        return "<svg class=\"lifelines\" aria-hidden=\"true\">\(lines)</svg>"
    }

    private var omission: Markup? {
        guard let omitted = scenario.end?.omitted, omitted > 0 else { return nil }
        return "<figcaption>\(omitted) further messages are not shown.</figcaption>"
    }

    /// The steps in their order, each followed by its messages; what came before the first step comes first.
    private var rows: [Markup] {
        let failed = scenario.failedStep
        var rows = scenario.messages.filter { $0.step == 0 }.map(row)
        let steps = scenario.plan.steps
        let played =
            failed == nil ? steps : Array(steps.prefix { $0.label != failed }) + steps.filter { $0.label == failed }
        for step in played {
            let isFailed = step.label == failed
            rows.append(row(step, isFailed: isFailed))
            rows += scenario.messages.filter { "\($0.step)" == step.label }.map(row)
            if isFailed { rows += sights }
        }
        if failed == nil, scenario.end?.failure != nil { rows += sights }
        return rows + [rest(steps.dropFirst(played.count))].compactMap { $0 }
    }

    /// The steps that a failure kept from being played.
    private func rest(_ steps: ArraySlice<ScenarioPlan.Step>) -> Markup? {
        guard let first = steps.first, let last = steps.last else { return nil }
        let which = steps.count == 1 ? "Step \(first.label) was" : "Steps \(first.label) to \(last.label) were"
        return "<li class=\"step unplayed\">\(which) not played.</li>\n"
    }

    private func row(_ step: ScenarioPlan.Step, isFailed: Bool) -> Markup {
        let played = scenario.steps.first { $0.label == step.label }
        let state = isFailed ? "failed" : played?.holds == true ? "held" : played == nil ? "unplayed" : "open"
        let mark = ["failed": "✗", "held": "✓", "unplayed": "–"][state] ?? "…"
        let anchor: Markup? = isFailed ? " id=\"\(faultAnchor)\"" : nil
        return """
            <li class="step \(state)"\(anchor)><span class="mark">\(mark)</span><span class="number">\(step.label)</span>\
            <code>\(text.markup(step.text))</code></li>

            """
    }

    private func row(_ message: SequenceMessage) -> Markup {
        let from = lanes.index(message.from)
        let to = lanes.index(message.to)
        let fault = message.isFaulty ? " fault" : ""
        let head = message.isFaulty ? "fault" : message.kind.rawValue
        let carries: [Markup] = message.carries.map { "<span class=\"cargo\">\(text.markup($0))</span>" }
        return """
            <li class="message \(message.kind.rawValue)\(fault)"><div class="label from-\(min(from, to)) to-\(max(from, to))">\
            <span class="route">\(message.from) → \(message.to)</span>\(owner(message))\
            <span class="title">\(text.markup(message.title))</span>\(carries)</div>\
            <svg class="arrow" aria-hidden="true"><line x1="\(lanes.middle(from))" x2="\(lanes.middle(to))" y1="7" y2="7" \
            marker-end="url(#head-\(head))"/></svg></li>

            """
    }

    private func owner(_ message: SequenceMessage) -> Markup? {
        lanes.owner(message).map { "<span class=\"owner \(text.colour(of: $0))\">\($0)</span>" }
    }

    private var sights: [Markup] {
        guard let failure = scenario.end?.failure else { return [] }
        let isOfAStep = scenario.failedStep != nil
        let label: Markup? = isOfAStep ? nil : "<span class=\"number\">\(failure.label)</span>"
        return failure.seen.prefix(4).enumerated().map { index, sight in
            let anchor: Markup? = isOfAStep || index > 0 ? nil : " id=\"\(faultAnchor)\""
            return """
                <li class="sight"\(anchor)>\(label)<b>seen by \(sight.side)</b> \(text.markup(sight.text))</li>

                """
        }
    }
}

extension ScenarioRecord {
    /// The label of the step, or group of steps, that failed; nil if none did.
    var failedStep: String? {
        guard let label = end?.failure?.label.split(separator: ".").first.map(String.init) else { return nil }
        return plan.steps.contains { $0.label == label } ? label : nil
    }
}
