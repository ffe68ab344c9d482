// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The JSON-RPC side of one engine socket, without the socket: text in, at most one message out.
///
/// - Source: JSON-RPC 2.0; qlik.dev, "JSON-RPC": global handle −1, `change` beside `result`, `delta` answers.
struct EngineDialogue: Sendable {
    /// What one message leads to.
    struct Reply: Sendable {
        var message: EngineMessage?
        /// What the other sockets of the engine session are told.
        var news: [Int: EngineNews] = [:]
        var aborted = EngineOutcome.AbortedCalls.none
    }

    let core: TenantCore
    let seat: EngineSeat
    let socket: Int
    let session: EngineSession

    /// What is no JSON object comes back as it went; a notification gets no answer, but what it changes is told.
    func reply(to text: String) -> Reply {
        guard let request = Self.object(text) else { return Reply(message: .text(text)) }
        guard let name = request["method"]?.stringValue else {
            return Reply(message: .answer(answer(request, .failure(.invalidRequest))))
        }
        if let error = core.engine.faults.take(method: name, user: seat.user) {
            return Reply(message: .answer(answer(request, .failure(error))))
        }
        guard let method = EngineMethods.find(name) else {
            return Reply(message: .answer(answer(request, .failure(.methodNotFound(name)))))
        }
        let call = EngineCall(
            core: core, seat: seat, socket: socket, handle: request["handle"]?.intValue ?? -1,
            params: request["params"] ?? [])
        return reply(to: request, with: session.perform(call, of: method))
    }

    private func reply(to request: JSONValue, with verdict: EngineVerdict) -> Reply {
        var news = verdict.news.merging(core.engine.share(verdict, of: session, seat: seat)) { own, _ in own }
        let own = news.removeValue(forKey: socket) ?? EngineNews()
        var reply = Reply(news: news)
        if case .success(let outcome) = verdict.result { reply.aborted = outcome.aborted }
        if request["id"] == nil {
            reply.message = own.isEmpty ? nil : .news(own)
        } else {
            reply.message = .answer(answer(request, verdict.result, news: own))
        }
        return reply
    }

    private func answer(
        _ request: JSONValue, _ result: Result<EngineOutcome, EngineError>, news: EngineNews = EngineNews()
    ) -> EngineAnswer {
        EngineAnswer(
            id: request["id"] ?? .null, handle: request["handle"]?.intValue ?? -1,
            method: request["method"]?.stringValue ?? "", wantsDelta: request["delta"] == true, result: result,
            news: news
        )
    }

    private static func object(_ text: String) -> JSONValue? {
        do {
            let value = try JSONValue.parse(text)
            return value.objectValue == nil ? nil : value
        } catch {
            return nil
        }
    }
}
