// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A call of the engine, taken apart.
struct EngineCall {
    let core: TenantCore
    let seat: EngineSeat
    let handle: Int
    let params: JSONValue

    /// A parameter by position or by name, as the caller chose.
    func parameter(_ position: Int, _ name: String) -> JSONValue? {
        params[position] ?? params[name]
    }
}

/// What a method answers.
struct EngineOutcome {
    var result: [(String, JSONValue)]
    /// Handles whose content has changed.
    var change: [Int] = []
}

/// An error in the engine's shape.
struct EngineError: Error, Hashable {
    let code: Int
    let parameter: String
    let message: String
}

/// One method of the engine: one file, and one line in `EngineMethods`.
protocol EngineMethod: Sendable {
    static var name: String { get }
    static func answer(_ call: EngineCall, dialogue: inout EngineDialogue) throws(EngineError) -> EngineOutcome
}

/// Every method of the engine.
enum EngineMethods {
    static let all: [any EngineMethod.Type] = [
        OpenDoc.self,
        GetActiveDoc.self,
        EvaluateEx.self,
        GetAuthenticatedUser.self,
        EngineVersion.self,
        EchoMethod.self,
    ]

    static func find(_ name: String) -> (any EngineMethod.Type)? {
        all.first { $0.name == name }
    }
}
