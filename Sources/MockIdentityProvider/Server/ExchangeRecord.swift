// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import NIOCore
import Transport
import Wire

/// One exchange as the witness remembers it.
struct ExchangeRecord: Sendable {
    private let witness: Witness
    private let id: Int

    init(_ request: DoubleRequest, body: [UInt8], in witness: Witness) {
        self.witness = witness
        id = witness.begin(
            WitnessedExchange(
                side: .identityProvider, connection: request.connection,
                request: WitnessedRequest(
                    method: request.head.method, target: request.head.target, headers: request.head.headers,
                    body: WitnessedBody(octets: body)),
                startedAt: Self.now))
    }

    /// Adds what routing found out.
    func note(user: String?, issuer: String?, endpoint: String?) {
        witness.update(id) { exchange in
            exchange.actor = user
            exchange.facts["issuer"] = issuer
            exchange.facts["endpoint"] = endpoint
        }
    }

    /// Adds the answer as it is about to be written.
    func answered(_ outcome: EndpointOutcome) {
        witness.update(id) { exchange in
            exchange.facts.merge(outcome.facts) { _, new in new }
            exchange.response = WitnessedResponse(
                status: outcome.answer.status, reason: "", headers: outcome.answer.headers,
                body: WitnessedBody(octets: outcome.answer.body))
        }
    }

    /// Closes the record.
    func end(_ outcome: WitnessedExchange.Outcome) {
        witness.update(id) { exchange in
            exchange.outcome = outcome
            exchange.endedAt = Self.now
        }
    }

    /// Closes the record unless it has been closed with a better reason.
    func endIfOpen(_ outcome: WitnessedExchange.Outcome) {
        guard witness.exchange(id)?.outcome == .open else { return }
        end(outcome)
    }

    /// Records octets that were no request.
    static func malformed(_ problem: MalformedRequest, in witness: Witness) {
        let empty = WitnessedRequest(
            method: "", target: "", headers: HeaderList(), body: WitnessedBody(octets: []))
        let id = witness.begin(
            WitnessedExchange(
                side: .identityProvider, connection: problem.connection, request: empty, startedAt: now))
        ExchangeRecord(witness: witness, id: id).end(.malformed)
    }

    private init(witness: Witness, id: Int) {
        self.witness = witness
        self.id = id
    }

    /// The monotonic clock in nanoseconds.
    private static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }
}

extension WitnessedBody {
    /// Keeps the beginning of a body, its length and its SHA-256.
    init(octets: [UInt8]) {
        let digest = SHA256.hash(data: octets).map { octet in
            let digits = String(octet, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        self.init(octets, digest: digest.joined())
    }
}
