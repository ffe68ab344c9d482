// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The layout of an item: its properties with every definition computed.
///
/// - Source: qlik.dev, "GenericObject": `qInfo`, `qMeta` with privileges, `qSelectionInfo`, then what the properties say.
enum ItemLayout {
    static func layout(of item: EngineItem, in state: EngineState) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("qInfo", item.info), ("qMeta", meta(of: item)), ("qSelectionInfo", [:]),
        ]
        for member in item.properties.objectValue ?? [:] where !["qInfo", "qMetaDef"].contains(member.name) {
            members.append(computed(member, of: item, in: state))
        }
        if item.kind == .variable { members += variable(item, in: state) }
        return .object(members)
    }

    /// What may be done, and the title and whatever else `qMetaDef` says.
    static func meta(of item: EngineItem) -> JSONValue {
        var meta = item.properties["qMetaDef"]?.objectValue ?? [:]
        meta["privileges"] = item.isChangeable ? ["read", "update", "delete", "exportdata"] : ["read", "exportdata"]
        return .object(meta)
    }

    private static func computed(
        _ member: JSONObject.Member, of item: EngineItem, in state: EngineState
    ) -> (String, JSONValue) {
        if let part = LayoutParts.find(member.name) {
            return (part.name, part.layout(of: member.value, of: item, in: state))
        }
        return (member.name, value(member.value, of: item, in: state))
    }

    private static func value(_ value: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map { self.value($0, of: item, in: state) })
        case .object(let object):
            EvaluatedText.value(of: object, in: state) ?? EvaluatedNumber.value(of: object, in: state)
                ?? .object(object.map { computed($0, of: item, in: state) })
        default: value
        }
    }

    /// - Source: qlik.dev, "GenericVariableLayout": `qText`, `qNum`.
    private static func variable(_ item: EngineItem, in state: EngineState) -> [(String, JSONValue)] {
        let definition = item.properties["qDefinition"]?.stringValue ?? ""
        let number = Double(definition)
        let text = definition.hasPrefix("=") ? Expression.evaluate(definition, in: state.scope).shown : definition
        return [("qText", .string(text)), ("qNum", number.map { .number(NumberText.of($0)) } ?? "NaN")]
    }
}

/// `qStringExpression`: a text in the place of the object that has it.
enum EvaluatedText {
    static let definition = "qStringExpression"

    static func value(of object: JSONObject, in state: EngineState) -> JSONValue? {
        guard let expression = ExpressionText.of(object[definition]) else { return nil }
        return .string(Expression.evaluate(expression, in: state.scope).shown)
    }
}

/// `qValueExpression`: a number in the place of the object that has it.
enum EvaluatedNumber {
    static let definition = "qValueExpression"

    static func value(of object: JSONObject, in state: EngineState) -> JSONValue? {
        guard let expression = ExpressionText.of(object[definition]) else { return nil }
        return Expression.evaluate(expression, in: state.scope).number.map { .number(NumberText.of($0)) } ?? "NaN"
    }
}

/// An expression as it stands in properties: a text, or an object with `qExpr`.
enum ExpressionText {
    static func of(_ value: JSONValue?) -> String? { value?.stringValue ?? value?["qExpr"]?.stringValue }
}
