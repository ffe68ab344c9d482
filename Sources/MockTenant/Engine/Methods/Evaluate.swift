// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Evaluate`: the text of a small expression.
enum Evaluate: EngineMethod {
    static let name = "Evaluate"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.string(Expression.evaluate(try call.text(0, "qExpression"), in: state.scope).shown))
    }
}
