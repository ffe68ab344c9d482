// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The control interface of the engine.
extension MockTenant {
    /// Answers coming calls of a method with an error, by a user or by anybody; the call is not carried out.
    ///
    /// - Parameters:
    ///   - method: The method, such as `GetLayout`.
    ///   - code: The engine's code: 15 is aborted, 1015 app size exceeded.
    ///   - user: Whose calls; nil is anybody's.
    ///   - times: How many calls.
    public func failEngineCalls(of method: String, code: Int, user: String? = nil, times: Int = 1) {
        core.engine.faults.add(
            EngineError(code: code, message: "Told to fail"), method: method, user: user, times: times)
    }
}

extension TenantSocket {
    /// Tells this socket, without being asked, that handles have changed, closed, or are suspended.
    public func push(change: [Int] = [], close: [Int] = [], suspend: [Int] = []) async throws {
        try await socket.send(.news(EngineNews(change: change, close: close, suspend: suspend)))
    }

    /// Closes with one of the codes of the engine and its front.
    public func close(_ closing: EngineClosing) async throws {
        try await socket.close(closing.reason(traceID: socket.core.newTraceID()))
    }
}
