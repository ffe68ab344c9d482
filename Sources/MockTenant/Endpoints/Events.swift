// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/events`: server-sent events, as assistants send them; this path is invented.
///
/// `count=N` sends N events and ends (default 3). `hold=1` then waits for the control interface to send or end.
/// - Source: WHATWG HTML §9.2; the SDK consumes `text/event-stream` as it comes.
enum Events: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/events"
    static let access = EndpointAccess.api
    static let mark = ContractMark.invented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        let count = call.query("count").flatMap { Int($0) } ?? 3
        let holds = call.query("hold") == "1"
        let events = call.core.events
        let headers: HeaderList = ["Content-Type": "text/event-stream", "X-Accel-Buffering": "no"]
        return TenantAnswer(
            status: 200, headers: headers,
            body: .stream(.chunked) { sink in
                let feed = holds ? events.subscribe(user: user.name) : nil
                for index in 0..<max(0, count) {
                    try await sink.write(Array("id: \(index)\ndata: \(user.marker) \(index)\n\n".utf8))
                }
                guard let feed else { return }
                // Not structured: it lasts until the client goes, which may be long after the stream.
                Task {
                    await sink.clientGone
                    feed.end()
                }
                for await text in feed.texts { try await sink.write(Array("data: \(text)\n\n".utf8)) }
            })
    }
}
