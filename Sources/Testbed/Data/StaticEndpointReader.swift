// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage
import Wire

/// Reads places without behaviour.
enum StaticEndpointReader {
    static func endpoint(_ node: Node) throws(Diagnostic) -> TenantStaticEndpoint {
        let map = try node.asMap(["name", "paths", "access", "mark", "headers", "page", "type", "text"])
        let access = try map.required("access").word(
            "access", among: TenantStaticEndpoint.Access.allCases.map(\.rawValue))
        let mark = try map.required("mark").word("mark", among: TenantStaticEndpoint.Mark.allCases.map(\.rawValue))
        var headers: HeaderList = [:]
        for entry in try map["headers"]?.asMap().entries ?? [] { headers.append(entry.key, try entry.value.string()) }
        return TenantStaticEndpoint(
            name: try map.required("name").string(), paths: try map.required("paths").strings(),
            access: .init(rawValue: access) ?? .open, mark: .init(rawValue: mark) ?? .inferred, headers: headers,
            content: try content(map))
    }

    private static func content(_ map: NodeMap) throws(Diagnostic) -> TenantStaticEndpoint.Content {
        if let title = map["page"] { return .page(try title.string()) }
        return .text(type: try map.required("type").string(), try map.required("text").string())
    }
}
