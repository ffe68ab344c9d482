// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Searches everything the proxy wrote, on every side, for secrets that must not be there.
struct TaintOracle {
    /// A secret out of place.
    struct Finding: Sendable {
        let side: Side
        let text: String
        let exchange: WitnessedExchange?
    }

    /// Findings of one kind are enough after so many: a proxy that leaks everything need not be listed in full.
    static let limit = 20

    private let search: CanarySearch
    private let facts: StageFacts
    private let isActor: @Sendable (String?, String) -> Bool

    init(_ search: CanarySearch, facts: StageFacts, isActor: @escaping @Sendable (String?, String) -> Bool) {
        self.search = search
        self.facts = facts
        self.isActor = isActor
    }

    /// What was found in the answers to browsers.
    func browser(_ exchanges: [WitnessedExchange]) -> [Finding] {
        collect(exchanges) { exchange in
            let isProxy =
                exchange.request.target.hasPrefix("/") || exchange.request.target.hasPrefix(facts.publicOrigin)
            guard isProxy, let response = exchange.response else { return [] }
            var findings = exchange.interim.flatMap { message($0.headers, WitnessedBody.empty, exchange) }
            findings += message(response.headers, response.body, exchange)
            findings += socket(exchange, fromClient: false)
            return findings
        }
    }

    /// What was found in the requests to the tenant or the identity provider.
    func upstream(_ exchanges: [WitnessedExchange]) -> [Finding] {
        collect(exchanges) { exchange in
            let request = exchange.request
            var findings = hits(Array(request.target.utf8), .startLine, exchange)
            findings += message(request.headers, request.body, exchange)
            findings += socket(exchange, fromClient: true)
            if exchange.side == .tenant, let mixture = mixture(exchange) { findings.append(mixture) }
            return findings
        }
    }

    /// What was found in the store.
    func store(_ records: [StageRecord]) -> [Finding] {
        records.flatMap { record in
            search.hits(in: record.bytes)
                .filter { !TaintTable.allows($0.canary, on: .store, at: .record(record.name), actor: nil) }
                .map {
                    Finding(side: .store, text: "\($0.canary.name) at \($0.offset) of \(record.name)", exchange: nil)
                }
        }
    }

    /// What was found in the log.
    func log(_ lines: [String]) -> [Finding] {
        lines.enumerated().flatMap { number, line in
            search.hits(in: Array(line.utf8))
                .filter { !TaintTable.allows($0.canary, on: .log, at: .logLine, actor: nil) }
                .map { Finding(side: .log, text: "\($0.canary.name) in line \(number + 1) of the log", exchange: nil) }
        }
    }

    private func collect(
        _ exchanges: [WitnessedExchange], _ look: (WitnessedExchange) -> [Finding]
    ) -> [Finding] {
        var findings: [Finding] = []
        for exchange in exchanges where findings.count < Self.limit { findings += look(exchange) }
        return findings
    }

    private func message(_ headers: HeaderList, _ body: WitnessedBody, _ exchange: WitnessedExchange) -> [Finding] {
        headers.flatMap { hits(Array($0.value.utf8), .header($0.name.lowercased()), exchange) }
            + hits(body.prefix, .body, exchange) + hits(body.decoded ?? [], .body, exchange)
    }

    private func socket(_ exchange: WitnessedExchange, fromClient: Bool) -> [Finding] {
        guard let socket = exchange.socket else { return [] }
        return socket.frames.filter { $0.fromClient == fromClient }.flatMap { frame in
            hits(frame.payload, frame.opcode == 8 ? .closeReason : .frame, exchange)
        }
    }

    private func hits(_ bytes: [UInt8], _ place: TaintPlace, _ exchange: WitnessedExchange) -> [Finding] {
        search.hits(in: bytes).compactMap { hit in
            let actor = exchange.actor.map { isActor($0, hit.canary.owner) ? hit.canary.owner : $0 }
            guard !TaintTable.allows(hit.canary, on: exchange.side, at: place, actor: actor) else { return nil }
            return Finding(
                side: exchange.side,
                text: "\(hit.canary.name) at \(hit.offset) of \(place.inWords) of \(Answer.describe(exchange))",
                exchange: exchange)
        }
    }

    /// One request to the tenant that carries secrets of two users.
    private func mixture(_ exchange: WitnessedExchange) -> Finding? {
        let texts = [exchange.request.target] + exchange.request.headers.map(\.value)
        let found = texts.flatMap { search.hits(in: Array($0.utf8)) }.map(\.canary)
            .filter { TaintTable.personal.contains($0.kind) && !CanaryHarvest.ownerless.contains($0.owner) }
        guard Set(found.map { $0.owner.prefix { $0 != "@" } }).count > 1 else { return nil }
        let names = Set(found.map(\.name)).sorted().joined(separator: " and ")
        return Finding(
            side: .tenant, text: "\(names) together in \(Answer.describe(exchange))", exchange: exchange)
    }
}
