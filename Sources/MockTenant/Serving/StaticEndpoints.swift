// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The static places of one tenant, ready to be looked up and answered.
struct StaticEndpoints: Sendable {
    private let places: [(pattern: PathPattern, endpoint: TenantStaticEndpoint)]

    init(_ endpoints: [TenantStaticEndpoint]) {
        places = endpoints.flatMap { endpoint in
            endpoint.paths.map { (PathPattern(stringLiteral: $0), endpoint) }
        }
    }

    /// What a path leads to that no endpoint with behaviour has.
    func find(method: String, path: String) -> TenantEndpoints.Match {
        guard let endpoint = places.first(where: { $0.pattern.match(path) != nil })?.endpoint else { return .nothing }
        guard ["GET", "HEAD"].contains(method) else {
            return .otherMethods(["GET"], access: EndpointAccess(endpoint.access))
        }
        return .fixed(endpoint)
    }

    static func answer(_ endpoint: TenantStaticEndpoint, call: TenantCall) -> TenantAnswer {
        var answer: TenantAnswer
        switch endpoint.content {
        case .page(let title): answer = ClientPage.answer(title: title, app: "", call: call)
        case .text(let type, let text):
            let file = TenantFile(path: "", type: type, content: .text(text))
            answer = TenantAnswer(
                status: 200, headers: ["Content-Type": type], body: .bytes(file.bytes(for: call.user)))
        }
        for name in Set(endpoint.headers.map(\.name)) { answer.headers.removeAll(name) }
        answer.headers.append(contentsOf: endpoint.headers)
        return answer
    }
}

extension EndpointAccess {
    init(_ access: TenantStaticEndpoint.Access) {
        switch access {
        case .open: self = .open
        case .api: self = .api
        case .page: self = .page
        }
    }
}
