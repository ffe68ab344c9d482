// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// JSON Schemas of the files of a suite, for editors that complete words and underline mistakes.
///
/// They are made from the words that the parsers know, so there is no second list of them; what only a parser can tell
/// (whether an id exists, what a verb makes of its object) is left to `tenantless check`.
/// - Source: JSON Schema 2020-12.
public enum FileSchema: String, Sendable, Hashable, CaseIterable {
    /// A scenario file.
    case scenario
    /// A `requirements.yaml`.
    case requirements
    /// A target file.
    case target

    /// The schema, with the words of this grammar.
    public func json(_ grammar: Grammar) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("Tenantless: \(rawValue)")),
        ]
        switch self {
        case .scenario: members += Self.scenarioMembers(grammar)
        case .requirements: members += Self.requirementMembers
        case .target: members += Self.targetMembers
        }
        return .object(members)
    }

    // MARK: - Parts

    /// What each key is for; a test holds that none is missing.
    static let notes: [String: String] = [
        "absolute": "After this time a session is over in any case.",
        "accounts": "Who may sign in, and how.",
        "area": "The folder's name.",
        "at-once": "At most so many of the group run at a time.",
        "backchannel-logout": "Takes logout tokens of the identity provider.",
        "body": "How long a body of a few bytes may take to arrive.",
        "bystander": "False if no innocent user is signed in beside each scenario.",
        "callback": "Where the identity provider sends the browser back to.",
        "command": "The program and its arguments.",
        "count": "Declares so many users, called NAME-1 and so on.",
        "covers": "The requirements that it tests.",
        "claims": "Further claims of the ID token.",
        "doubles": "The harness's tenant and identity provider, where the proxy is configured for them.",
        "email": "The e-mail address; NAME@example.com if left out.",
        "environment": "Variables on top of the published ones.",
        "features": "Optional features that it needs, or that a target offers.",
        "form": "The fields of the sign-in page.",
        "group": "The title under which reports show it.",
        "head": "How long a request's head may take to arrive.",
        "health": "The path that answers 200 while the proxy is well.",
        "home": "A page that needs a session.",
        "id": "Stable for ever: area/claim-in-kebab-case, or GROUP-nn of a requirement.",
        "idle": "After this time without a request a session is over.",
        "kind": "required, recommended or observed: what a failure weighs.",
        "level": "MUST or SHOULD.",
        "lifetimes": "How long the proxy keeps sessions.",
        "limits": "Declared limits, in bytes or pieces.",
        "login": "The path that starts a sign-in.",
        "logout": "The path that ends the session.",
        "logout-method": "GET or POST.",
        "logs": "Where the proxy logs.",
        "mutant": "The broken proxy that it must catch.",
        "needs": "Scenarios without which this one proves nothing.",
        "observe": "What is looked at, and on which side.",
        "patience": "How long the start may take.",
        "public-origin": "The origin that browsers see.",
        "ready": "The path that answers 200 once the proxy is ready.",
        "requirements": "The requirements of the area.",
        "return-parameter": "The query item of login that names the page to come back to.",
        "routes": "The proxy's own routes.",
        "scenario": "The claim in one sentence.",
        "sequential": "True if scenarios are to be played one at a time.",
        "session-cookie": "The name of the proxy's session cookie.",
        "settable": "True if a scenario may ask for other lifetimes.",
        "sign-in": "How long a sign-in may stay unfinished.",
        "source": "Where that is written.",
        "stage": "How the stage is set up.",
        "start": "in-process, a command, or the URL of a proxy that runs.",
        "statement": "What must be so.",
        "steps": "What happens: present tense acts, past tense asserts.",
        "stimulus": "What is done to a proxy to see it.",
        "store": "Where the proxy keeps sessions.",
        "target": "The target's name.",
        "times": "How often the group is played.",
        "tls": "proxy, or in-front where something before the proxy ends TLS.",
        "trust": "A PEM file with certificates to trust besides the system's.",
        "url": "The origin of a proxy that runs.",
        "users": "Who takes part.",
        "write": "How long a browser may take nothing of what is written to it.",
        "why": "Why a failure would matter.",
    ]

    private static let text: JSONValue = .object([("type", .string("string"))])
    private static let texts: JSONValue = .object([
        ("anyOf", .array([text, .object([("type", .string("array")), ("items", text)])]))
    ])

    /// A map with these keys only.
    private static func map(
        _ keys: [String], required: [String] = [], values: [String: JSONValue] = [:]
    ) -> [(String, JSONValue)] {
        let properties = keys.map { key -> (String, JSONValue) in
            var members = values[key]?.objectValue.map { $0.map { ($0.name, $0.value) } } ?? []
            if let note = notes[key] { members.append(("description", .string(note))) }
            return (key, .object(members))
        }
        return [
            ("type", .string("object")), ("properties", .object(properties)),
            ("required", .array(required.map(JSONValue.string))), ("additionalProperties", .bool(false)),
        ]
    }

    private static func words(_ words: [String]) -> JSONValue {
        .object([("enum", .array(words.map(JSONValue.string)))])
    }

    private static func scenarioMembers(_ grammar: Grammar) -> [(String, JSONValue)] {
        let user: JSONValue = .object([
            ("anyOf", .array([.object([("type", .string("null"))]), .object(map(UserParser.keys))]))
        ])
        let users: JSONValue = .object([
            ("type", .string("object")), ("additionalProperties", user),
            ("propertyNames", .object([("pattern", .string("^[a-z][a-z0-9-]*$"))])),
        ])
        let step: JSONValue = .object([("$ref", .string("#/$defs/step"))])
        let group = map(
            StepParser.groupKeys, required: ["steps"],
            values: ["steps": .object([("type", .string("array")), ("items", step)])])
        let values: [String: JSONValue] = [
            "scenario": text, "id": text, "why": text, "covers": texts, "needs": texts, "features": texts,
            "kind": words(Scenario.Kind.allCases.map(\.rawValue)), "stage": .object(map(grammar.settings)),
            "users": users, "steps": .object([("type", .string("array")), ("items", step)]),
        ]
        let sentences = sentencePatterns(grammar)
        let definition: JSONValue = .object([
            (
                "anyOf",
                .array([
                    .object([("type", .string("string")), ("pattern", .string(sentences))]),
                    .object([
                        ("type", .string("object")),
                        ("properties", .object([("together", .object(group)), ("expect", .object([]))])),
                        ("patternProperties", .object([(sentences, .object([]))])),
                        ("additionalProperties", .bool(false)),
                    ]),
                ])
            )
        ])
        return map(ScenarioParser.keys, required: ["scenario", "id", "steps"], values: values)
            + [("$defs", .object([("step", definition)]))]
    }

    /// A pattern of every subject with each of its verbs; a user may have a second browser.
    private static func sentencePatterns(_ grammar: Grammar) -> String {
        let subjects = SubjectKind.allCases.compactMap { kind -> String? in
            let kinds: [SubjectKind] = kind == .everyone ? [.everyone, .user] : [kind]
            let verbs = grammar.verbs.filter { verb in verb.subjects.contains(where: kinds.contains) }.map(\.name)
            guard !verbs.isEmpty else { return nil }
            let subject = kind == .user ? "[a-z][a-z0-9-]*(/[a-z0-9-]+)?" : kind.rawValue
            return "\(subject) (\(verbs.joined(separator: "|")))"
        }
        return "^(\(subjects.joined(separator: "|")))$"
    }

    private static var requirementMembers: [(String, JSONValue)] {
        let requirement: JSONValue = .object(
            map(
                RequirementParser.keys, required: RequirementParser.keys.filter { $0 != "features" },
                values: [
                    "level": words(Requirement.Level.allCases.map(\.rawValue)), "features": texts,
                    "id": .object([("type", .string("string")), ("pattern", .string("^[A-Z]+-[0-9]+$"))]),
                ]))
        return map(
            RequirementParser.fileKeys, required: RequirementParser.fileKeys,
            values: [
                "area": text, "requirements": .object([("type", .string("array")), ("items", requirement)]),
            ])
    }

    private static var targetMembers: [(String, JSONValue)] {
        map(
            TargetParser.keys, required: ["target", "start"],
            values: [
                "target": text, "session-cookie": text, "public-origin": text, "features": texts,
                "limits": .object([("type", .string("object"))]),
                "sequential": .object([("type", .string("boolean"))]),
                "lifetimes": .object(map(TargetParser.lifetimeKeys)), "routes": .object(map(TargetParser.routeKeys)),
                "start": .object([
                    (
                        "anyOf",
                        .array([
                            .object([("const", .string("in-process"))]), .object(map(TargetParser.startKeys)),
                            .object(map(TargetParser.deploymentKeys)),
                        ])
                    )
                ]),
            ])
    }
}
