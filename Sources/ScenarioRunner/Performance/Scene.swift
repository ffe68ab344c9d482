// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// One step as it is played by one actor.
public struct Scene: Sendable {
    let performance: Performance
    let step: Step
    /// The acting browser: `ana` or `ana/2`; empty if the subject is no user.
    let actor: String

    var stage: any Stage { performance.stage }

    /// The acting browser.
    func browser() async throws -> any StageBrowser {
        try await stage.browser(actor)
    }

    /// Whether a browser's exchange was with the proxy, not with the identity provider or another host.
    func isAboutProxy(_ exchange: WitnessedExchange) -> Bool {
        exchange.request.target.hasPrefix("/") || exchange.request.target.hasPrefix(stage.facts.publicOrigin + "/")
    }

    /// The user a claim about the tenant names, or the only one there is.
    func user(_ named: Template?) async throws -> String {
        if let named { return try await text(named) }
        let users = performance.scenario.users
        guard users.count == 1, let user = users.first else {
            throw StageProblem(.harness, "the step must name one of the scenario's \(users.count) users")
        }
        return user.name
    }

    /// Text with its substitutions filled in.
    func text(_ template: Template) async throws -> String {
        try await alternatives(template).first ?? ""
    }

    /// What the text may be in a claim: a secret that changes may also have an earlier value.
    func alternatives(_ template: Template) async throws -> [String] {
        var texts = [""]
        for part in template.parts {
            switch part {
            case .text(let text):
                texts = texts.map { $0 + text }
            case .variable(let variable):
                let values = try await values(of: variable)
                texts = texts.flatMap { text in values.map { text + $0 } }
            }
        }
        return texts
    }

    /// Header fields with their substitutions filled in.
    func headers(_ fields: [FieldTemplate]) async throws -> HeaderList {
        var list = HeaderList()
        for field in fields { list.append(try await text(field.name), try await text(field.value)) }
        return list
    }
}

/// A header field before substitution.
struct FieldTemplate: Sendable, Hashable {
    let name: Template
    let value: Template

    /// Reads a map, or a list of one-entry maps where order or repetition matters.
    static func list(_ node: Node?) throws(Diagnostic) -> [FieldTemplate] {
        guard let node else { return [] }
        var fields: [FieldTemplate] = []
        for member in node.oneOrMore {
            for entry in try member.asMap().entries {
                for value in entry.value.oneOrMore {
                    let text = value.isNothing ? "" : try value.string()
                    fields.append(
                        FieldTemplate(
                            name: Template(entry.key, place: entry.keyPlace),
                            value: Template(Escapes.resolve(text), place: value.place)))
                }
            }
        }
        return fields
    }
}
