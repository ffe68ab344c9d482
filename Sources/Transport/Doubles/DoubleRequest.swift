// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// A request as a double received it.
public struct DoubleRequest: Sendable {
    /// The number of the connection, counted from 1 per server.
    public var connection: Int
    /// The head with its lines in order, letter case and octets as they came.
    public var head: RequestHead
    /// The body, read while it arrives.
    public var body: DoubleBody
    /// Says whether it asks for a WebSocket.
    public var isUpgrade: Bool
    /// The peer's address, if it is known.
    public var remoteAddress: String?

    /// Says whether the head asks for a WebSocket.
    ///
    /// - Source: RFC 6455 §4.2.1, items 3 and 4.
    static func asksForWebSocket(_ head: RequestHead) -> Bool {
        head.method == "GET"
            && head.headers.tokens("Connection").contains { $0.lowercased() == "upgrade" }
            && head.headers.tokens("Upgrade").contains { $0.lowercased() == "websocket" }
    }

    /// Says whether the connection may carry another request.
    ///
    /// - Source: RFC 9112 §9.3.
    static func isKeepAlive(_ version: HTTPVersion, _ headers: HeaderList) -> Bool {
        let options = headers.tokens("Connection").map { $0.lowercased() }
        if options.contains("close") { return false }
        return version == .http11 || options.contains("keep-alive")
    }
}
