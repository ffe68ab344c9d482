// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

/// What a connection has to know about one answer to decide how to go on.
final class DoubleExchange: Sendable {
    struct State {
        var hasWritten = false
        var hasContinued = false
        var mustClose = false
        var isGone = false
        var socket: ServerWebSocket?
    }

    let state = Mutex(State())
    let request: RequestHead

    init(request: RequestHead) {
        self.request = request
        if !DoubleRequest.isKeepAlive(request.version, request.headers) { state.withLock { $0.mustClose = true } }
    }

    /// Notes a head that is about to be written, and whether the connection can go on after it.
    func note(_ head: ResponseHead) {
        let isInterim = (100..<200).contains(head.status) && head.status != 101
        let hasNoBody =
            isInterim || head.status == 204 || head.status == 304 || request.method == "HEAD"
        let isFramed =
            hasNoBody || head.headers.contains("Content-Length")
            || head.headers.tokens("Transfer-Encoding").last?.lowercased() == "chunked"
        let asksToClose = head.headers.tokens("Connection").contains { $0.lowercased() == "close" }
        state.withLock { state in
            if !isInterim { state.hasWritten = true }
            if asksToClose || !isFramed { state.mustClose = true }
        }
    }

    var mustClose: Bool { state.withLock { $0.mustClose } }
    var hasWritten: Bool { state.withLock { $0.hasWritten } }
    var isGone: Bool { state.withLock { $0.isGone } }
    var socket: ServerWebSocket? { state.withLock { $0.socket } }
}
