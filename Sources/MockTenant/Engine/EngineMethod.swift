// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A call of the engine, taken apart.
struct EngineCall: Sendable {
    let core: TenantCore
    let seat: EngineSeat
    /// The exchange of the socket that calls.
    let socket: Int
    let handle: Int
    let params: JSONValue
    /// What the handle stands for.
    var entity = EngineEntity.global

    /// A parameter by position or by name, as the caller chose.
    func parameter(_ position: Int, _ name: String) -> JSONValue? {
        params[position] ?? params[name]
    }

    func text(_ position: Int, _ name: String) throws(EngineError) -> String {
        guard let text = parameter(position, name)?.stringValue else { throw .invalidParameter(name) }
        return text
    }

    func flag(_ position: Int, _ name: String) -> Bool { parameter(position, name)?.boolValue ?? false }

    /// A list of whole numbers.
    func numbers(_ position: Int, _ name: String) throws(EngineError) -> [Int] {
        guard let list = parameter(position, name)?.arrayValue else { throw .invalidParameter(name) }
        let numbers = list.compactMap(\.intValue)
        guard numbers.count == list.count else { throw .invalidParameter(name) }
        return numbers
    }

    /// The item that the handle stands for.
    func item(in state: EngineState) throws(EngineError) -> EngineItem {
        guard case .item(let id) = entity, let item = state.item(id) else { throw .unknownHandle }
        return item
    }

    /// The field that the handle stands for.
    func field() throws(EngineError) -> Int {
        guard case .field(let field) = entity else { throw .unknownHandle }
        return field
    }
}

/// What a method answers.
struct EngineOutcome: Sendable {
    var result: [(String, JSONValue)] = []
    /// The calls whose answers are to be given up: theirs become error 15.
    var aborted: AbortedCalls = .none

    enum AbortedCalls: Sendable {
        case none, all
        case one(JSONValue)
    }

    static let nothing = EngineOutcome()

    static func returning(_ value: JSONValue) -> EngineOutcome { EngineOutcome(result: [("qReturn", value)]) }
    static func success(_ isSuccess: Bool) -> EngineOutcome { EngineOutcome(result: [("qSuccess", .bool(isSuccess))]) }
}

/// What a method can be called on.
struct EngineReceivers: OptionSet, Sendable {
    let rawValue: Int
    static let global = EngineReceivers(rawValue: 1)
    static let doc = EngineReceivers(rawValue: 2)
    static let object = EngineReceivers(rawValue: 4)
    static let field = EngineReceivers(rawValue: 8)
    static let variable = EngineReceivers(rawValue: 16)
    static let bookmark = EngineReceivers(rawValue: 32)
    static let masterItem = EngineReceivers(rawValue: 64)
    static let items: EngineReceivers = [.object, .variable, .bookmark, .masterItem]

    init(rawValue: Int) { self.rawValue = rawValue }

    /// What an entity is to a method.
    init(_ entity: EngineEntity, in state: EngineState) {
        switch entity {
        case .global: self = .global
        case .doc: self = .doc
        case .field: self = .field
        case .item(let id):
            switch state.item(id)?.kind {
            case .variable: self = .variable
            case .bookmark: self = .bookmark
            case .dimension, .measure: self = .masterItem
            case .object, nil: self = .object
            }
        }
    }
}

/// One method of the engine: one file, and one line in `EngineMethods`.
///
/// - Source: names and parameters from the JSON-RPC reference on qlik.dev; out-parameters are members of `result`.
protocol EngineMethod: Sendable {
    static var name: String { get }
    static var receivers: EngineReceivers { get }
    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome
}
