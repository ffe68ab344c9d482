// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/api/v1/echo`, every method: tells what arrived, or answers as the query asks; no tenant has it.
///
/// Secrets among the headers come back as fingerprints, so that an echo is never taken for a leak.
///
/// | Query | Effect |
/// |---|---|
/// | `status=N` | the status of the answer |
/// | `body=TEXT` | this text instead of the report |
/// | `bytes=N` | N bytes that depend on their place, streamed |
/// | `framing=length`, `chunked`, `close` | how the end of `bytes` is told |
/// | `type=T` | the content type |
/// | `header=Name: value` | one more header line; repeatable |
enum Echo: TenantEndpoint {
    static let methods: [String] = []
    static let path: PathPattern = "/api/v1/echo"
    static let access = EndpointAccess.api
    static let mark = ContractMark.invented
    static let chunkBytes = 16 * 1024

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let status = call.query("status").flatMap { Int($0) } ?? 200
        guard (200...599).contains(status) else { return call.refuse(.badRequest("status is not 200 to 599")) }
        var answer = content(call)
        answer.status = status
        if status == 204 || status == 304 { answer = TenantAnswer(status: status) }
        for line in call.target.queryItems where line.name == "header" {
            let parts = line.value.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            answer.headers.append(parts[0], String(parts[1].drop { $0 == " " }))
        }
        return answer
    }

    private static func content(_ call: TenantCall) -> TenantAnswer {
        if let text = call.query("body") {
            let type = call.query("type") ?? "text/plain; charset=utf-8"
            return TenantAnswer(status: 200, headers: ["Content-Type": type], body: .bytes(Array(text.utf8)))
        }
        if let count = call.query("bytes").flatMap({ Int($0) }), count >= 0 {
            let type = call.query("type") ?? "application/octet-stream"
            return TenantAnswer(status: 200, headers: ["Content-Type": type], body: stream(count, call))
        }
        return .json(report(call))
    }

    private static func report(_ call: TenantCall) -> JSONValue {
        .object([
            "method": .string(call.request.method),
            "target": .string(call.request.target),
            "headers": .array(Redaction.headers(call.request.headers).map { .strings([$0.name, $0.value]) }),
            "body": .object(["bytes": .integer(call.body.count), "sha256": .string(call.body.digest)]),
            "user": .string(call.user?.email ?? ""),
            "marker": .string(call.user?.marker ?? ""),
            "meta": .object(["invented": .bool(true)]),
        ])
    }

    private static func stream(_ count: Int, _ call: TenantCall) -> TenantAnswer.Body {
        let framing: TenantAnswer.Framing =
            switch call.query("framing") {
            case "chunked": .chunked
            case "close": .close
            default: .length(count)
            }
        return .stream(framing) { sink in
            var sent = 0
            while sent < count {
                let next = min(sent + chunkBytes, count)
                let start = sent % pattern.count
                try await sink.write(Array(twice[start..<(start + next - sent)]))
                sent = next
            }
        }
    }

    /// The bytes of one period, and again, so that each chunk is one slice of it.
    private static let pattern = (0..<65_536).map { octet(at: $0) }
    private static let twice = pattern + pattern

    /// The byte at a place of the streamed body: neighbours differ, and so do neighbouring pages.
    static func octet(at index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: index &* 31 &+ index >> 8)
    }
}
