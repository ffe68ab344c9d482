// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET` and `POST /api/v1/csp-origins`: what the content security policy of pages allows.
///
/// - Source: qlik.dev, "CSP origins".
enum ContentOrigins: TenantEndpoint {
    static let methods = ["GET", "POST"]
    static let path: PathPattern = "/api/v1/csp-origins"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let pageSize = 20

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.request.method == "POST" else {
            return Page.answer(call.core.contentOrigins.all, limit: pageSize, call: call) {
                ContentOriginBody.value($0, call: call)
            }
        }
        guard let entry = ContentOriginBody.read(call.json, id: call.core.newID()) else {
            return call.refuse(.badRequest("origin is not valid"))
        }
        call.core.contentOrigins.put(entry)
        return .json(ContentOriginBody.value(entry, call: call), status: 201)
    }
}

/// The JSON of an entry of the content security policy, read and written.
enum ContentOriginBody {
    static func value(_ entry: TenantContentOrigin, call: TenantCall) -> JSONValue {
        let flags = TenantContentOrigin.directives.map {
            ($0.property, JSONValue.bool(entry.allows.contains($0.property)))
        }
        let members: [(String, JSONValue)] = [
            ("id", .string(entry.id)), ("name", .string(entry.name)), ("origin", .string(entry.origin)),
        ]
        return .object(members + flags + [("marker", call.marker)])
    }

    static func read(_ value: JSONValue?, id: String) -> TenantContentOrigin? {
        guard let origin = value?["origin"]?.stringValue, !origin.isEmpty,
            !origin.contains(where: { ";, ".contains($0) })
        else { return nil }
        let allowed = TenantContentOrigin.directives.map(\.property).filter { value?[$0] == true }
        return TenantContentOrigin(
            id: id, name: value?["name"]?.stringValue ?? origin, origin: origin, allows: Set(allowed))
    }
}
