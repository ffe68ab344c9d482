// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An error in the engine's shape, with the engine's codes.
///
/// - Source: the codes of qlik-api-ts and enigma.js; −32601 and −32602 from JSON-RPC 2.0. The messages are ours.
struct EngineError: Error, Hashable, Sendable {
    let code: Int
    let parameter: String
    let message: String

    init(code: Int, parameter: String = "", message: String) {
        self.code = code
        self.parameter = parameter
        self.message = message
    }

    static let invalidRequest = EngineError(code: -32600, message: "Invalid request")
    static func methodNotFound(_ name: String) -> EngineError {
        EngineError(code: -32601, parameter: name, message: "Method not found")
    }
    static func invalidParameter(_ name: String) -> EngineError {
        EngineError(code: -32602, parameter: name, message: "Invalid params")
    }
    static let unknownHandle = EngineError(code: -32602, parameter: "handle", message: "Invalid handle")

    static func notFound(_ what: String) -> EngineError {
        EngineError(code: 2, parameter: what, message: "Not found")
    }
    static func alreadyExists(_ what: String) -> EngineError {
        EngineError(code: 3, parameter: what, message: "Already exists")
    }
    static func accessDenied(_ what: String) -> EngineError {
        EngineError(code: 5, parameter: what, message: "Access denied")
    }
    /// A parameter of the right type with a value that makes no sense.
    static func invalidValue(_ name: String) -> EngineError {
        EngineError(code: 8, parameter: name, message: "Invalid parameters")
    }
    static let aborted = EngineError(code: 15, message: "Request aborted")
    static func appAlreadyOpen(_ app: String) -> EngineError {
        EngineError(code: 1002, parameter: app, message: "App already open")
    }
    static func appNotFound(_ app: String) -> EngineError {
        EngineError(code: 1003, parameter: app, message: "App not found")
    }
    static let appNotOpen = EngineError(code: 1017, message: "App not open")
}
