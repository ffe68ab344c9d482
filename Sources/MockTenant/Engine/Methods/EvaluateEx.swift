// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `EvaluateEx`: the value of a small expression.
///
/// - Source: qlik.dev, "Doc": `qValue { qText, qIsNumeric, qNumber }`.
enum EvaluateEx: EngineMethod {
    static let name = "EvaluateEx"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let value = Expression.evaluate(try call.text(0, "qExpression"), in: state.scope)
        return EngineOutcome(result: [
            (
                "qValue",
                [
                    "qText": .string(value.shown), "qIsNumeric": .bool(value.number != nil),
                    "qNumber": EngineCell.number(value.number),
                ]
            )
        ])
    }
}
