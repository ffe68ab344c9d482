// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Wire

/// Carries a request of the forwarding path to Hummingbird's router, and the answer back.
enum OwnRouteBridge {
    static func respond(
        to request: OwnRequest, with responder: RouterResponder<OwnRouteContext>, _ logger: Logger
    ) async throws -> OwnResponse {
        // Routes read the request as it arrived, from the context; the router needs method and path only.
        let head = HTTPRequest(
            method: HTTPRequest.Method(request.method) ?? .get, scheme: nil, authority: nil, path: request.target)
        let context = OwnRouteContext(source: OwnRouteSource(logger: logger, request: request))
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: request.body)), context: context)
        return try await answer(response)
    }

    private static func answer(_ response: Response) async throws -> OwnResponse {
        var headers = HeaderList()
        for field in response.headers where field.name != .contentLength {
            headers.append(field.name.rawName, field.value)
        }
        let collected = BodyCollector()
        try await response.body.write(collected)
        return OwnResponse(status: response.status.code, headers: headers, body: collected.bytes)
    }
}

/// What the router's routes are given: the request as it arrived.
struct OwnRouteContext: RequestContext {
    typealias Source = OwnRouteSource

    var coreContext: CoreRequestContextStorage
    let request: OwnRequest

    init(source: OwnRouteSource) {
        coreContext = CoreRequestContextStorage(source: source)
        request = source.request
    }
}

/// What a context is made of.
struct OwnRouteSource: RequestContextSource {
    let logger: Logger
    let request: OwnRequest
}

/// An own answer as Hummingbird's router passes it on.
struct RouteAnswer: ResponseGenerator {
    let own: OwnResponse

    init(_ own: OwnResponse) {
        self.own = own
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var fields = HTTPFields()
        for field in own.headers {
            guard let name = HTTPField.Name(field.name) else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
        return Response(
            status: HTTPResponse.Status(code: own.status), headers: fields, body: ResponseBody(byteBuffer: own.body))
    }
}

/// Gathers a small body.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
