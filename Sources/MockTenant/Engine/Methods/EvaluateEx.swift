// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `EvaluateEx`: the value of a small expression.
///
/// - Source: qlik.dev, "Doc": `qValue { qText, qIsNumeric, qNumber }`.
enum EvaluateEx: EngineMethod {
    static let name = "EvaluateEx"

    static func answer(_ call: EngineCall, dialogue: inout EngineDialogue) throws(EngineError) -> EngineOutcome {
        guard let text = call.parameter(0, "qExpression")?.stringValue else {
            throw EngineError(code: -32602, parameter: "qExpression", message: "Invalid params")
        }
        switch Expression.evaluate(text, user: call.seat.user) {
        case .number(let number):
            let literal = number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
            return EngineOutcome(result: [
                ("qValue", ["qText": .string(literal), "qIsNumeric": true, "qNumber": .number(literal)])
            ])
        case .text(let value):
            return EngineOutcome(result: [
                ("qValue", ["qText": .string(value), "qIsNumeric": false, "qNumber": "NaN"])
            ])
        }
    }
}
