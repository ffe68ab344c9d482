// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Wire

/// The members of one control request, read one by one; a member that the route does not know is refused first.
struct ControlFields: Sendable {
    let object: JSONObject

    /// Takes the members of a request; `known` are those of the route, nil takes any.
    init(_ object: JSONObject, known: [String]?) throws(ControlProblem) {
        self.object = object
        var seen: Set<String> = []
        for name in object.names {
            guard seen.insert(name).inserted else {
                throw ControlProblem(.badBody, "The member \(name) stands there twice.", field: name)
            }
            guard let known, !known.contains(name) else { continue }
            let hint = Suggestion.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? "."
            throw ControlProblem(.unknownField, "There is no member \(name) here\(hint)", field: name)
        }
    }

    func has(_ name: String) -> Bool { object[name] != nil }

    func text(_ name: String) throws(ControlProblem) -> String {
        guard let text = try textIfGiven(name) else { throw missing(name) }
        return text
    }

    func textIfGiven(_ name: String) throws(ControlProblem) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.stringValue else { throw wrong(name, "a text") }
        return text
    }

    /// A whole number of the range.
    func number(_ name: String, in range: ClosedRange<Int> = 0...Int(Int32.max)) throws(ControlProblem) -> Int {
        guard let number = try numberIfGiven(name, in: range) else { throw missing(name) }
        return number
    }

    func numberIfGiven(
        _ name: String, in range: ClosedRange<Int> = 0...Int(Int32.max)
    ) throws(ControlProblem) -> Int? {
        guard let value = object[name] else { return nil }
        guard let number = value.intValue, range.contains(number) else {
            throw wrong(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ name: String) throws(ControlProblem) -> Bool {
        guard let flag = try flagIfGiven(name) else { throw missing(name) }
        return flag
    }

    func flagIfGiven(_ name: String) throws(ControlProblem) -> Bool? {
        guard let value = object[name] else { return nil }
        guard let flag = value.boolValue else { throw wrong(name, "true or false") }
        return flag
    }

    /// Bytes in base64, with padding.
    func bytes(_ name: String) throws(ControlProblem) -> [UInt8] {
        guard let bytes = Base64.decode(try text(name), urlSafe: false) else { throw wrong(name, "base64") }
        return bytes
    }

    /// One of a few words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws(ControlProblem) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else {
            throw wrong(name, "one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// Header lines: an array of `[name, value]`, so that order and repetition are kept.
    func headers(_ name: String) throws(ControlProblem) -> HeaderList {
        guard let value = object[name] else { return [:] }
        var list: HeaderList = [:]
        for line in value.arrayValue ?? [.null] {
            guard let field = line[0]?.stringValue, let text = line[1]?.stringValue, line[2] == nil else {
                throw wrong(name, "an array of [name, value]")
            }
            list.append(field, text)
        }
        return list
    }

    /// A member that is an object with members of its own.
    func nested(_ name: String, known: [String]) throws(ControlProblem) -> ControlFields {
        guard let object = object[name]?.objectValue else { throw wrong(name, "an object") }
        return try ControlFields(object, known: known)
    }

    func missing(_ name: String) -> ControlProblem {
        ControlProblem(.missingField, "The member \(name) is missing.", field: name)
    }

    func wrong(_ name: String, _ expected: String) -> ControlProblem {
        ControlProblem(.badValue, "The member \(name) is not \(expected).", field: name)
    }
}
