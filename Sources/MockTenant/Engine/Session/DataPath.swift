// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What the path parameter of a data or selection method leads to.
///
/// - Source: qlik.dev, "GenericObject": `qPath` is the JSON pointer of a definition in the properties.
enum DataPath {
    static func cube(_ call: EngineCall, in state: EngineState) throws(EngineError) -> HyperCube {
        HyperCube(try definition(call, named: HyperCubePart.definition, in: state), in: state)
    }

    static func listField(_ call: EngineCall, in state: EngineState) throws(EngineError) -> Int {
        let definition = try definition(call, named: ListObjectPart.definition, in: state)
        guard let field = ListObjectPart.field(of: definition, in: state) else { throw .notFound("qPath") }
        return field
    }

    /// The field of the handle itself, or the fields of the definition that the path names.
    static func fields(_ call: EngineCall, in state: EngineState) throws(EngineError) -> [Int] {
        if case .field(let field) = call.entity { return [field] }
        let path = try call.text(0, "qPath")
        if path.hasSuffix(ListObjectPart.definition) { return [try listField(call, in: state)] }
        let fields = try cube(call, in: state).dimensions.map(\.field)
        guard let columns = call.parameter(1, "qColIndices")?.arrayValue, !columns.isEmpty else { return fields }
        return columns.compactMap(\.intValue).filter { fields.indices.contains($0) }.map { fields[$0] }
    }

    private static func definition(
        _ call: EngineCall, named name: String, in state: EngineState
    ) throws(EngineError) -> JSONValue {
        let path = try call.text(0, "qPath")
        guard path.hasSuffix(name), let definition = try call.item(in: state).property(at: path) else {
            throw .invalidValue("qPath")
        }
        return definition
    }
}
