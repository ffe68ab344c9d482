// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// The `expect:` of a request: what the answer, or the chain of answers, must be.
struct Expectation: Sendable {
    static let keys = [
        "status", "headers", "header-order", "body", "length", "json", "json-paths", "location", "lands-on",
        "redirects", "set-cookies", "within", "incomplete", "no-answer", "interim", "signed-in", "answers", "closed",
        "capture", "any-of",
    ]

    let place: SourcePlace
    private(set) var status: StatusPattern?
    private(set) var headers: [NamedPattern] = []
    private(set) var headerOrder: [String] = []
    private(set) var body: BodyPattern?
    private(set) var length: Int?
    private(set) var json: JSONPattern?
    private(set) var jsonPaths: [NamedPattern] = []
    private(set) var location: TextPattern?
    private(set) var landsOn: Template?
    private(set) var redirects: [TextPattern]?
    private(set) var setCookies: [CookieExpectation] = []
    private(set) var isCookieFree = false
    private(set) var within: Duration?
    private(set) var isIncomplete: Bool?
    private(set) var isUnanswered: Bool?
    private(set) var interim: [Int]?
    private(set) var isSignedIn: Bool?
    private(set) var answers: Int?
    private(set) var isClosed: Bool?
    private(set) var captures: [Capture] = []
    private(set) var anyOf: [Expectation] = []

    init(_ node: Node) throws(Diagnostic) {
        place = node.place
        for entry in try node.asMap(Self.keys).entries {
            if try readAnswer(entry) { continue }
            if try readTravel(entry) { continue }
            try readEnd(entry)
        }
    }

    /// Reads the optional `expect` of a step.
    static func optional(_ node: Node?) throws(Diagnostic) -> Expectation? {
        guard let node else { return nil }
        return try Expectation(node)
    }

    private mutating func readAnswer(_ entry: Node.Entry) throws(Diagnostic) -> Bool {
        let value = entry.value
        switch entry.key {
        case "status": status = try StatusPattern(value)
        case "headers": headers = try NamedPattern.list(value)
        case "header-order": headerOrder = try value.strings()
        case "body": body = try BodyPattern(value)
        case "length": length = try value.size()
        case "json": json = JSONPattern(node: value)
        case "json-paths": jsonPaths = try NamedPattern.list(value)
        default: return false
        }
        return true
    }

    private mutating func readTravel(_ entry: Node.Entry) throws(Diagnostic) -> Bool {
        let value = entry.value
        switch entry.key {
        case "location": location = try TextPattern(value)
        case "lands-on": landsOn = Template(try value.string(), place: value.place)
        case "redirects":
            var patterns: [TextPattern] = []
            for node in value.oneOrMore { patterns.append(try TextPattern(node)) }
            redirects = patterns
        case "set-cookies":
            isCookieFree = value.scalarText == "none"
            if !isCookieFree { setCookies = try CookieExpectation.list(value) }
        case "signed-in": isSignedIn = try value.bool()
        default: return false
        }
        return true
    }

    private mutating func readEnd(_ entry: Node.Entry) throws(Diagnostic) {
        let value = entry.value
        switch entry.key {
        case "within": within = try value.duration()
        case "incomplete": isIncomplete = try value.bool()
        case "no-answer": isUnanswered = try value.bool()
        case "interim":
            var statuses: [Int] = []
            for node in value.oneOrMore { statuses.append(try node.integer()) }
            interim = statuses
        case "answers": answers = try value.count()
        case "closed": isClosed = try value.bool()
        case "capture":
            for capture in try value.asMap().entries { captures.append(try Capture(capture)) }
        default:
            for node in try value.asList() { anyOf.append(try Expectation(node)) }
        }
    }
}
