// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What an endpoint wants to be sent, before cookies and general headers are added.
struct TenantAnswer: Sendable {
    /// How the end of a streamed body is told.
    enum Framing: Sendable {
        case length(Int)
        case chunked
        case close
    }

    enum Body: Sendable {
        case none
        case bytes([UInt8])
        case stream(Framing, @Sendable (AnswerSink) async throws -> Void)
        /// Not an answer but an upgrade: the engine takes the connection over.
        case engine(EngineSeat)
        /// An upgrade that ends with a close frame at once.
        case refusedSocket(CloseReason)
    }

    var status: Int
    var headers: HeaderList
    var body: Body

    init(status: Int, headers: HeaderList = [:], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func json(_ value: JSONValue, status: Int = 200) -> TenantAnswer {
        TenantAnswer(
            status: status, headers: ["Content-Type": "application/json; charset=utf-8"],
            body: .bytes(value.serializedBytes()))
    }

    static func html(_ text: String, status: Int = 200) -> TenantAnswer {
        TenantAnswer(
            status: status, headers: ["Content-Type": "text/html; charset=utf-8"], body: .bytes(Array(text.utf8)))
    }

    static func redirect(to location: String) -> TenantAnswer {
        TenantAnswer(status: 302, headers: ["Location": location], body: .bytes([]))
    }
}
