// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// `GET` and `POST /api/v1/web-integrations`: lists and makes web integrations.
///
/// - Source: qlik.dev, "Web integrations": ten to a page, 201; origins are exact, without wildcards.
enum WebIntegrations: TenantEndpoint {
    static let methods = ["GET", "POST"]
    static let path: PathPattern = "/api/v1/web-integrations"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let pageSize = 10

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.request.method == "POST" else {
            return Page.answer(call.core.webIntegrations.all, limit: pageSize, call: call) {
                WebIntegrationBody.value($0, call: call)
            }
        }
        guard let name = call.json?["name"]?.stringValue, !name.isEmpty,
            let origins = WebIntegrationBody.origins(call.json?["validOrigins"])
        else { return call.refuse(.badRequest("name or validOrigins is not valid")) }
        let entry = WebIntegration(
            id: Base64.encode(call.core.random.bytes(24), urlSafe: true, padded: false), name: name, origins: origins,
            createdAt: call.now, updatedAt: call.now)
        call.core.webIntegrations.put(entry)
        return .json(WebIntegrationBody.value(entry, call: call), status: 201)
    }
}

/// The JSON of a web integration.
enum WebIntegrationBody {
    static func value(_ entry: WebIntegration, call: TenantCall) -> JSONValue {
        .object([
            "id": .string(entry.id),
            "name": .string(entry.name),
            "validOrigins": .strings(entry.origins),
            "tenantId": .string(call.core.tenantID),
            "created": call.date(entry.createdAt),
            "createdBy": .string(call.user?.id ?? ""),
            "lastUpdated": call.date(entry.updatedAt),
            "marker": call.marker,
            "links": .object(["self": call.link("/api/v1/web-integrations/\(entry.id)")]),
        ])
    }

    /// Scheme, host and port of each, or nil where one is more or less than that.
    static func origins(_ value: JSONValue?) -> [String]? {
        guard let texts = value?.arrayValue?.map(\.stringValue) else { return nil }
        var origins: [String] = []
        for text in texts {
            guard let text, let rest = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
            let authority = text.dropFirst(rest.count)
            guard !authority.isEmpty, !authority.contains(where: { "/?#*@\\ ".contains($0) }) else { return nil }
            origins.append(text)
        }
        return origins
    }
}
