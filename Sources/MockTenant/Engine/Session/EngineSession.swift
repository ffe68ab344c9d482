// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// An engine session: shared by all sockets of the same user, app and identity.
///
/// - Source: qlik.dev, "JSON-RPC": whoever attaches sees the same selections and objects.
final class EngineSession: Sendable {
    private let state: Mutex<EngineState>

    init(user: TenantUser) {
        state = Mutex(EngineState(user: user))
    }

    func attach(_ socket: Int) { state.withLock { $0.attach(socket) } }
    func detach(_ socket: Int) { state.withLock { $0.detach(socket) } }

    /// Opens an app where none is open; the session apps are open from the start.
    func openIfNone(_ app: TenantApp) {
        state.withLock { state in
            if state.app == nil { state.open(app) }
        }
    }

    /// Runs one call to its end, with the news that it makes for each socket.
    func perform(_ call: EngineCall, of method: any EngineMethod.Type) -> EngineVerdict {
        state.withLock { state in
            let result = Self.result(of: call, method: method, in: &state)
            return EngineVerdict(
                result: result, news: state.collectNews(), app: state.app?.id, changes: state.collectChanges())
        }
    }

    /// Takes part in changes that another session has made of an app, where that app is open here.
    func take(_ changes: [AppChange], of app: String, madeBy maker: String) -> [Int: EngineNews] {
        state.withLock { state in
            guard state.app?.id == app else { return [:] }
            let user = state.user
            for change in changes where change.concerns(user, madeBy: maker) { state.take(change) }
            return state.collectNews()
        }
    }

    private static func result(
        of call: EngineCall, method: any EngineMethod.Type, in state: inout EngineState
    ) -> Result<EngineOutcome, EngineError> {
        do throws(EngineError) {
            guard let entity = state.entity(of: call.handle, on: call.socket) else { throw .unknownHandle }
            guard method.receivers.contains(EngineReceivers(entity, in: state)) else {
                throw .methodNotFound(method.name)
            }
            var call = call
            call.entity = entity
            return .success(try method.answer(call, in: &state))
        } catch {
            return .failure(error)
        }
    }
}

/// What came of a call: its own result, and what every socket of the session has to hear.
struct EngineVerdict: Sendable {
    let result: Result<EngineOutcome, EngineError>
    let news: [Int: EngineNews]
    /// The app that is open.
    let app: String?
    /// What was changed of the app itself.
    let changes: [AppChange]
}
