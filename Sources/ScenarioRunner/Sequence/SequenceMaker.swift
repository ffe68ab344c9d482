// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Makes a sequence of what the witnesses of all sides saw.
struct SequenceMaker {
    /// How many exchanges are told of a failure, and of anything else: more are no longer read.
    static let longest = 40
    static let shortest = 14

    /// What the stage is called by.
    let facts: StageFacts
    /// When each step began, in the witnesses' time.
    let steps: [StepMoment]
    /// What the failure was seen by, and where.
    let choice: SequenceChoice
    /// Replaces secrets.
    let masking: Masking

    /// The sequence of exchanges in order of time.
    func sequence(_ exchanges: [WitnessedExchange], limit: Int) -> MessageSequence {
        let own = deduplicated(exchanges)
        let chosen = choice.chosen(own, limit: limit)
        let told = chosen.flatMap { drafts(masking.exchange($0)) }.sorted { $0.at < $1.at }
        let all = own.reduce(0) { $0 + Self.count($1) }
        let first = told.first?.at ?? 0
        return MessageSequence(messages: told.map { message($0, since: first) }, omitted: all - told.count)
    }

    /// The provider's own record of a browser's visit is left out: the browser's says the same.
    private func deduplicated(_ exchanges: [WitnessedExchange]) -> [WitnessedExchange] {
        var visits: [String: Int] = [:]
        for exchange in exchanges where exchange.side == .browser && !isAboutProxy(exchange) {
            visits[Self.visit(exchange), default: 0] += 1
        }
        return exchanges.filter { exchange in
            guard exchange.side == .identityProvider else { return true }
            let visit = Self.visit(exchange)
            guard let left = visits[visit], left > 0 else { return true }
            visits[visit] = left - 1
            return false
        }
    }

    private static func visit(_ exchange: WitnessedExchange) -> String {
        let target = exchange.request.target
        guard !target.hasPrefix("/") else { return "\(exchange.request.method) \(target)" }
        // `https:`, the authority, and all that follows.
        let parts = target.split(separator: "/", maxSplits: 2)
        return "\(exchange.request.method) /\(parts.count > 2 ? parts[2] : "")"
    }

    private func isAboutProxy(_ exchange: WitnessedExchange) -> Bool {
        exchange.request.target.hasPrefix("/") || exchange.request.target.hasPrefix(facts.publicOrigin)
    }

    /// A message before its place in the sequence is known.
    private struct Draft {
        let kind: SequenceMessage.Kind
        let isForth: Bool
        let exchange: WitnessedExchange
        let at: Int64
        let title: String
        var carries: [String] = []
        var isFaulty = false
    }

    private func message(_ draft: Draft, since first: Int64) -> SequenceMessage {
        let (client, server) = parties(draft.exchange)
        return SequenceMessage(
            kind: draft.kind, from: draft.isForth ? client : server, to: draft.isForth ? server : client,
            step: step(at: draft.at, of: draft.exchange),
            at: (Double(draft.at - first) / 1_000_000).rounded() / 1000,
            title: ExchangeText.short(draft.title),
            carries: draft.carries.map { ExchangeText.short($0, letters: ExchangeText.shownCargo) },
            isFaulty: draft.isFaulty)
    }

    private func parties(_ exchange: WitnessedExchange) -> (client: String, server: String) {
        guard exchange.side == .browser else { return ("proxy", exchange.side.rawValue) }
        let client = exchange.actor ?? "browser"
        if isAboutProxy(exchange) { return (client, "proxy") }
        let isProviders = exchange.request.target.hasPrefix(Self.origin(facts.issuer))
        return (client, isProviders ? Side.identityProvider.rawValue : "elsewhere")
    }

    /// Scheme and authority of a URL.
    private static func origin(_ url: String) -> String {
        url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
    }

    /// A URL without the origin that its lane tells already.
    private func brief(_ target: String) -> String {
        for origin in [facts.publicOrigin, Self.origin(facts.issuer)] where target.hasPrefix(origin) {
            return String(target.dropFirst(origin.count))
        }
        return target
    }

    /// A frame belongs to the step that was played when it passed, not to the one that opened its socket.
    private func step(at moment: Int64, of exchange: WitnessedExchange) -> Int {
        guard exchange.socket != nil, moment != exchange.startedAt else { return exchange.step ?? 0 }
        return steps.last { $0.at <= moment }?.number ?? exchange.step ?? 0
    }

    private static func count(_ exchange: WitnessedExchange) -> Int {
        1 + (exchange.response == nil ? 0 : 1) + exchange.interim.count
            + (exchange.socket.map { $0.frames.count(where: { $0.opcode != 8 }) + ($0.closedBy == nil ? 0 : 1) } ?? 0)
            + (isLost(exchange) ? 1 : 0)
    }

    private static func isLost(_ exchange: WitnessedExchange) -> Bool {
        exchange.response == nil && exchange.outcome != .open
    }

    private func drafts(_ exchange: WitnessedExchange) -> [Draft] {
        let request = exchange.request
        var drafts = [
            Draft(
                kind: .request, isForth: true, exchange: exchange, at: exchange.startedAt,
                title: "\(request.method) \(brief(request.target))",
                carries: Cargo.of(request.headers, body: request.body))
        ]
        let end = exchange.endedAt ?? exchange.startedAt + 1
        for interim in exchange.interim { drafts.append(answer(interim, exchange, at: exchange.startedAt + 1)) }
        if let response = exchange.response {
            drafts.append(answer(response, exchange, at: exchange.socket.map { opening($0, of: exchange) } ?? end))
        } else if Self.isLost(exchange) {
            drafts.append(
                Draft(
                    kind: .loss, isForth: exchange.outcome == .clientAborted, exchange: exchange, at: end,
                    title: exchange.outcome.inWords))
        }
        if let socket = exchange.socket { drafts += frames(socket, of: exchange) }
        return blamed(drafts, exchange)
    }

    private func answer(_ response: WitnessedResponse, _ exchange: WitnessedExchange, at moment: Int64) -> Draft {
        // Of a redirection the path is told here, and what its query carries beside it.
        let location = response.headers.first("Location").map { " to \(brief($0).prefix { $0 != "?" })" } ?? ""
        return Draft(
            kind: .answer, isForth: false, exchange: exchange, at: moment,
            title: "\(response.status)\(response.reason.isEmpty ? "" : " ")\(response.reason)" + location,
            carries: Cargo.of(response.headers, body: response.body))
    }

    /// When a socket was opened: that is not witnessed, but it was before the first frame and before the next step, and
    /// at the tenant before it was at the browser.
    private func opening(_ socket: WitnessedSocket, of exchange: WitnessedExchange) -> Int64 {
        let next = steps.first { $0.at > exchange.startedAt }?.at
        let bounds = [socket.frames.first?.at, next, exchange.endedAt, socket.endedAt].compactMap { $0 }
        guard let bound = bounds.min() else { return exchange.startedAt + 1 }
        return max(exchange.startedAt + 1, bound - (exchange.side == .browser ? 1 : 2))
    }

    /// The last frames, and the end; a close frame is told as the end.
    private func frames(_ socket: WitnessedSocket, of exchange: WitnessedExchange) -> [Draft] {
        var drafts = socket.frames.filter { $0.opcode != 8 }.suffix(ExchangeText.shownFrames).map { frame in
            Draft(
                kind: .frame, isForth: frame.fromClient, exchange: exchange, at: frame.at,
                title: ExchangeText.frameTitle(frame), carries: Cargo.canaries(frame.text))
        }
        if let closedBy = socket.closedBy {
            let code = socket.closeCode.map { "\($0)" } ?? "no code"
            let reason = socket.closeReason.isEmpty ? "" : " \(socket.closeReason)"
            drafts.append(
                Draft(
                    kind: .close, isForth: closedBy == .client, exchange: exchange,
                    at: socket.frames.first { $0.opcode == 8 }?.at ?? socket.endedAt ?? exchange.startedAt + 3,
                    title: closedBy == .lost ? "the connection ended without a close" : "close \(code)\(reason)"))
        }
        return drafts
    }

    /// Of an exchange that a failure was seen by, what the proxy last wrote into it is at fault.
    private func blamed(_ drafts: [Draft], _ exchange: WitnessedExchange) -> [Draft] {
        guard choice.evidence.contains(SequenceKey(exchange)) else { return drafts }
        var drafts = drafts
        let isProxysTurn: (Draft) -> Bool = { $0.isForth == (exchange.side != .browser) }
        if let index = drafts.lastIndex(where: isProxysTurn) { drafts[index].isFaulty = true }
        return drafts
    }
}

/// When a step began.
struct StepMoment: Sendable, Hashable {
    /// The number of the step.
    let number: Int
    /// The witnesses' time in nanoseconds.
    let at: Int64
}

extension WitnessedExchange.Outcome {
    /// How it ended, for a person.
    fileprivate var inWords: String {
        switch self {
        case .open: "not over"
        case .complete: "over"
        case .clientAborted: "the client went away"
        case .serverAborted: "closed without an answer"
        case .timedOut: "no answer in time"
        case .malformed: "what came could not be read"
        }
    }
}
