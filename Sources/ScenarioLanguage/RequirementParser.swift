// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads one `requirements.yaml`: an area and its requirements.
enum RequirementParser {
    static let fileKeys = ["area", "requirements"]
    static let keys = [
        "id", "level", "group", "statement", "source", "stimulus", "observe", "mutant", "features",
    ]

    static func requirements(_ node: Node, into diagnostics: inout DiagnosticList) -> [Requirement] {
        let list = diagnostics.attempt { () throws(Diagnostic) in
            let map = try node.asMap(fileKeys)
            return try map.required("requirements").asList()
        }
        return (list ?? []).compactMap { node in
            diagnostics.attempt { () throws(Diagnostic) in try requirement(node) }
        }
    }

    private static func requirement(_ node: Node) throws(Diagnostic) -> Requirement {
        let map = try node.asMap(keys)
        let levels = Requirement.Level.allCases.map(\.rawValue)
        let level = try map.required("level").word("level", among: levels)
        return Requirement(
            id: try identifier(map.required("id")), level: Requirement.Level(rawValue: level) ?? .must,
            group: try map.required("group").string(), statement: try map.required("statement").string(),
            source: try map.required("source").string(), stimulus: try map.required("stimulus").string(),
            observe: try map.required("observe").string(), mutant: try map.required("mutant").string(),
            features: try map["features"]?.strings() ?? [], place: try map.required("id").place)
    }

    private static func identifier(_ node: Node) throws(Diagnostic) -> String {
        let id = try node.string()
        let parts = id.split(separator: "-")
        guard parts.count == 2, parts[0].allSatisfy({ ("A"..."Z").contains($0) }), Int(parts[1]) != nil else {
            throw Diagnostic(node.place, "expected a requirement id such as \"ISOL-03\", found \"\(id)\"")
        }
        return id
    }
}
